package dev.wove.examples.docs

import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.smallrye.mutiny.Multi
import io.smallrye.mutiny.Uni
import io.smallrye.mutiny.coroutines.awaitSuspending
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.future.future
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.withTimeout
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import reactor.util.context.Context
import java.io.IOException
import kotlin.time.Duration.Companion.seconds

/** What Spring gives. */
private class ReactorShop(
    private val ada: Mono<Author> = Mono.just(Author("Ada")),
    private val all: Flux<Book> = Flux.just(Book("Noir"), Book("Nuit")),
) {
    fun author(id: Int): Mono<Author> = ada.map { Author("${it.name} $id") }

    fun books(id: Int): Flux<Book> = if (id > 0) all else Flux.empty()
}

private class ReactorPages(
    private val shop: ReactorShop,
) {
    // tag::reactor[]
    fun page(id: Int): Mono<Page> = mono {
        weave("page") {
            val author by task { shop.author(id).awaitSingle() }
            val books by each(shop.books(id).asFlow(), workers = 4) { book -> Book(book.title.uppercase()) }
            val page by task(author, books) { Page(author(), books()) }
            page
        }
    }
    // end::reactor[]
}

/** What Quarkus gives. */
private class MutinyShop(
    private val ada: Uni<Author> = Uni.createFrom().item(Author("Ada")),
    private val all: Multi<Book> = Multi.createFrom().items(Book("Noir"), Book("Nuit")),
) {
    fun author(id: Int): Uni<Author> = ada.map { Author("${it.name} $id") }

    fun books(id: Int): Multi<Book> = if (id > 0) all else Multi.createFrom().empty()
}

private class MutinyPages(
    private val shop: MutinyShop,
    private val scope: CoroutineScope,
) {
    // tag::mutiny[]
    fun page(id: Int): Uni<Page> = Uni.createFrom().completionStage { scope.future { weavePage(id) } }

    private suspend fun weavePage(id: Int): Page = weave("page") {
        val author by task { shop.author(id).awaitSuspending() }
        val books by each(shop.books(id).asFlow(), workers = 4) { book -> Book(book.title.uppercase()) }
        val page by task(author, books) { Page(author(), books()) }
        page
    }
    // end::mutiny[]
}

/** Is started, then cancelled. */
private class Gates {
    val started = CompletableDeferred<Unit>()
    val cancelled = CompletableDeferred<Unit>()

    fun <T : Any> mono(): Mono<T> =
        Mono.never<T>().doOnSubscribe { started.complete(Unit) }.doOnCancel { cancelled.complete(Unit) }

    fun <T : Any> flux(): Flux<T> =
        Flux.never<T>().doOnSubscribe { started.complete(Unit) }.doOnCancel { cancelled.complete(Unit) }

    fun <T : Any> uni(): Uni<T> = Uni
        .createFrom()
        .nothing<T>()
        .onSubscription()
        .invoke { _ -> started.complete(Unit) }
        .onCancellation()
        .invoke { cancelled.complete(Unit) }

    fun <T : Any> multi(): Multi<T> = Multi
        .createFrom()
        .nothing<T>()
        .onSubscription()
        .invoke { _ -> started.complete(Unit) }
        .onCancellation()
        .invoke { cancelled.complete(Unit) }

    suspend fun startThenCancel(cancel: suspend () -> Unit) = withTimeout(30.seconds) {
        started.await()
        cancelled.isCompleted shouldBe false
        cancel()
        cancelled.await()
    }
}

class ReactiveSamplesTest : FunSpec({
    val page = Page(Author("Ada 4"), listOf(Book("NOIR"), Book("NUIT")))

    context("Reactor") {
        test("a weave of monos and fluxes is a mono, run anew for each subscriber") {
            val pages = ReactorPages(ReactorShop()).page(4)
            repeat(2) { pages.awaitSingle() shouldBe page }
        }

        test("an error of a mono is the failure of the weave") {
            shouldThrow<IOException> {
                ReactorPages(
                    ReactorShop(ada = Mono.error(IOException("down"))),
                ).page(4).awaitSingle()
            }
        }

        test("cancelling the mono cancels the subscriptions in the weave") {
            for (shop in listOf<
                (
                    Gates,
                ) -> ReactorShop,
            >({ ReactorShop(ada = it.mono()) }, { ReactorShop(all = it.flux()) })) {
                val gates = Gates()
                val subscription = ReactorPages(shop(gates)).page(4).subscribe()
                gates.startThenCancel { subscription.dispose() }
            }
        }

        test("cancelling the mono cancels suspending bodies") {
            val gates = Gates()
            val subscription =
                mono {
                    weave("page") {
                        task("waits") {
                            gates.started.complete(Unit)
                            try {
                                awaitCancellation()
                            } finally {
                                gates.cancelled.complete(Unit)
                            }
                        }
                    }
                }.subscribe()
            gates.startThenCancel { subscription.dispose() }
        }

        test("cancelling the weave cancels the subscription") {
            val gates = Gates()
            val live = launchWeave("page") { task("author") { gates.mono<Author>().awaitSingle() } }
            gates.startThenCancel { live.cancel() }
        }

        test("what a subscriber has written into the context is seen by monos in bodies") {
            val user = Mono.deferContextual { context -> Mono.just(context.get<String>("user")) }
            mono { weave("page") { task("user") { user.awaitSingle() } } }
                .contextWrite(Context.of("user", "Ada"))
                .awaitSingle() shouldBe "Ada"
        }
    }

    context("Mutiny") {
        test("a weave of unis and multis is a uni") {
            MutinyPages(MutinyShop(), CoroutineScope(coroutineContext)).page(4).awaitSuspending() shouldBe page
        }

        test("cancelling the uni cancels the subscriptions in the weave") {
            for (shop in listOf<
                (
                    Gates,
                ) -> MutinyShop,
            >({ MutinyShop(ada = it.uni()) }, { MutinyShop(all = it.multi()) })) {
                val gates = Gates()
                val subscription = MutinyPages(shop(gates), this).page(4).subscribe().with { }
                gates.startThenCancel { subscription.cancel() }
            }
        }

        test("cancelling the weave cancels the subscription of the uni") {
            val gates = Gates()
            val live = launchWeave("page") { task("author") { gates.uni<Author>().awaitSuspending() } }
            gates.startThenCancel { live.cancel() }
        }
    }
})
