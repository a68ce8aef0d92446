package dev.wove.behaviour.context

import dev.wove.BackgroundWeaves
import dev.wove.Policy
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.dsl.await
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.launchWeave
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.TaskFunctions
import dev.wove.java.Wove
import dev.wove.observe.BodyId
import dev.wove.observe.BodyObserver
import dev.wove.observe.RunObserver
import dev.wove.observe.WeaveObserver
import dev.wove.trace.Ended
import dev.wove.trace.TraceEvent
import dev.wove.trace.WeaveListener
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import dev.wove.dsl.WeaveScope as KotlinScope
import dev.wove.java.WeaveScope as JavaScope

private typealias Visit = (Place) -> Unit

private val NO_ITEMS = Place.NEXT_ITEM to "calls have no items"
private val NO_ATTEMPTS = Place.NEXT_ATTEMPT to "it is told once"

/** All kinds of bodies, through all entries. */
internal fun everyKind(): List<Kind> = kotlinKinds() + javaKinds() + callKinds() + toldKinds()

// Attempts

private class Again : RuntimeException("again")

/** Fails the first time. */
private class Attempts(
    private val visit: Visit,
) : () -> Unit {
    private val first = AtomicBoolean(true)

    override fun invoke() {
        val isFirst = first.getAndSet(false)
        visit(if (isFirst) Place.NEXT_TASK else Place.NEXT_ATTEMPT)
        if (isFirst) throw Again()
    }
}

private fun placeOf(item: Int) = if (item == 0) Place.NEXT_TASK else Place.NEXT_ITEM

private val ITEMS = listOf(0, 1, 2)

// Kotlin

/** With [pause] before and after each visit. */
private fun KotlinScope.suspending(visit: Visit, pause: suspend () -> Unit): Task<Any?> {
    suspend fun paused(visit: () -> Unit) {
        pause()
        try {
            visit()
        } finally {
            pause()
        }
    }
    val first by task { paused { visit(Place.FIRST) } }
    val next by task(first) { paused { visit(Place.NEXT_TASK) } }
    val items by each(ITEMS, next, workers = 1) { paused { visit(placeOf(it)) } }
    val attempts = Attempts(visit)
    val again by task(items, retries = 1) { paused(attempts) }
    val itemAttempts = Attempts(visit)
    val itemAgain by each(listOf(0), again, retries = 1) { paused(itemAttempts) }
    val late by task(itemAgain, retries = 1) { paused { visit(Place.NEXT_TASK) } }
    return late.of()
}

private fun KotlinScope.blockingBodies(visit: Visit): Task<Any?> {
    val first by blocking { visit(Place.FIRST) }
    val next by blocking(first) { visit(Place.NEXT_TASK) }
    val items by eachBlocking(ITEMS, next, workers = 1) { visit(placeOf(it)) }
    val attempts = Attempts(visit)
    val again by blocking(items, retries = 1) { attempts() }
    val itemAttempts = Attempts(visit)
    val itemAgain by eachBlocking(listOf(0), again, retries = 1) { itemAttempts() }
    return itemAgain.of()
}

/** Runs [block] as a coroutine on [dispatcher] with what this thread carries. */
private fun inCoroutine(dispatcher: CoroutineContext, block: suspend () -> Any?) {
    val user = workingFor().values.first()
    runBlocking(dispatcher + (user?.let { WorkingFor(it) } ?: EmptyCoroutineContext)) { block() }
}

private fun kotlinKinds(): List<Kind> {
    val pauses =
        mapOf<String, suspend () -> Unit>(
            "suspending" to {},
            "suspended" to { delay(1) },
            "suspended elsewhere" to { withContext(Dispatchers.IO) {} },
        )
    val dispatchers =
        mapOf(
            "runBlocking" to EmptyCoroutineContext,
            "Default" to Dispatchers.Default,
            "Unconfined" to Dispatchers.Unconfined,
        )
    return pauses.flatMap { (name, pause) ->
        dispatchers.map { (where, dispatcher) ->
            Kind("$name on $where") { visit -> inCoroutine(dispatcher) { weave { suspending(visit, pause) } } }
        } + Kind("$name in weaveBlocking") { visit -> weaveBlocking { suspending(visit, pause) } } +
            Kind("$name, nested") { visit ->
                weaveBlocking {
                    task("around") { weave { suspending(visit, pause) } }
                }
            } +
            Kind("$name, in the background") { visit -> inBackground { suspending(visit, pause) } }
    } + dispatchers.map { (where, dispatcher) ->
        Kind("blocking on $where") { visit -> inCoroutine(dispatcher) { weave { blockingBodies(visit) } } }
    } +
        Kind("blocking in weaveBlocking") { visit -> weaveBlocking { blockingBodies(visit) } } +
        Kind("blocking, nested") { visit ->
            weaveBlocking { blocking("around") { weaveBlocking { blockingBodies(visit) } } }
        } +
        Kind("blocking, in the background") { visit -> inBackground { blockingBodies(visit) } }
}

@Suppress("UNCHECKED_CAST")
private fun Task<*>.of() = this as Task<Any?>

private fun inBackground(block: KotlinScope.() -> Task<Any?>) {
    BackgroundWeaves.withGrace(Duration.ofMinutes(1)).use { background ->
        val live = background.launchWeave { block() }
        runBlocking { live.await() }
    }
}

// Java

/** How a task and an item are declared whose body is of some kind. */
private enum class JavaBody {
    TASK {
        override fun task(w: JavaScope, name: String, after: Task<*>, body: () -> Unit): Task<*> =
            w.task(name, after) { _ -> body() }

        override fun items(w: JavaScope, name: String, after: Task<*>, body: (Int) -> Unit): Task<*> =
            w.each(name, ITEMS, after) { item: Int, _ -> body(item) }
    },
    ON_CALLER {
        override fun policy(policy: Policy): Policy.Builder = (policy as Policy.Builder).onCaller()

        override fun task(w: JavaScope, name: String, after: Task<*>, body: () -> Unit): Task<*> =
            TASK.task(w, name, after, body)

        override fun items(w: JavaScope, name: String, after: Task<*>, body: (Int) -> Unit): Task<*> =
            TASK.items(w, name, after, body)
    },
    STAGE {
        override fun task(w: JavaScope, name: String, after: Task<*>, body: () -> Unit): Task<*> =
            w.async<Any?, Int>(name, after) { _ -> stage { body() } }

        override fun items(w: JavaScope, name: String, after: Task<*>, body: (Int) -> Unit): Task<*> =
            w.eachAsync<Int, Any?, Int>(name, ITEMS, after) { item, _ -> stage { body(item) } }
    },
    ;

    open fun policy(policy: Policy): Policy.Builder = policy as Policy.Builder

    abstract fun task(w: JavaScope, name: String, after: Task<*>, body: () -> Unit): Task<*>

    abstract fun items(w: JavaScope, name: String, after: Task<*>, body: (Int) -> Unit): Task<*>
}

/** One that is done, and one that another thread completes. */
private fun stage(body: () -> Unit): CompletionStage<Int> {
    body()
    return CompletableFuture.completedFuture(1)
}

private fun JavaScope.visits(kind: JavaBody, visit: Visit): Task<Any?> {
    fun policed(policy: Policy): JavaScope = this.with(kind.policy(policy) as Policy)
    // Ends on a thread of somebody else.
    val start = async<Int>("start") { CompletableFuture.supplyAsync({ 1 }) { Thread(it).start() } }
    val first = kind.task(policed(Policy.retries(0)), "first", start) { visit(Place.FIRST) }
    val next = kind.task(policed(Policy.retries(0)), "next", first) { visit(Place.NEXT_TASK) }
    val items = kind.items(policed(Policy.workers(1)), "items", next) { visit(placeOf(it)) }
    val again = kind.task(policed(Policy.retries(1)), "again", items, Attempts(visit))
    val itemAttempts = Attempts(visit)
    val itemAgain = kind.items(policed(Policy.retries(1)), "item again", again) { if (it == 0) itemAttempts() }
    return itemAgain.of()
}

private fun javaKinds() = JavaBody.entries.flatMap { kind ->
    val name = kind.name.lowercase()
    listOf(
        Kind("$name in Wove.weave") { visit -> Wove.weave<Any?, Exception>("w") { it.visits(kind, visit) } },
        Kind("$name in weaveAsync") { visit -> Wove.weaveAsync<Any?>("w") { it.visits(kind, visit) }.join() },
        Kind("$name in launchWeave") { visit -> Wove.launchWeave<Any?>("w") { it.visits(kind, visit) }.join() },
        Kind("$name, in the background") { visit ->
            BackgroundWeaves.withGrace(Duration.ofMinutes(1)).use { all ->
                Wove.`in`(all).launchWeave<Any?>("w") { it.visits(kind, visit) }.join()
            }
        },
        Kind("$name, nested") { visit ->
            Wove.weave<Any?, Exception>("w") { w ->
                w.task("around") { Wove.weave<Any?, Exception>("inner") { it.visits(kind, visit) } }
            }
        },
    )
}

// Calls

private fun callKinds() = listOf(
    Kind("suspending call", mapOf(NO_ITEMS)) { visit ->
        val attempts = Attempts(visit)
        val call = taskFunction("call") { place: Place -> visit(place) }
        val late = taskFunction("late") { place: Place ->
            delay(1)
            visit(place)
            delay(1)
        }
        val again = taskFunction("again") { _: Int -> attempts() }
        runBlocking {
            taskScope {
                call(Place.FIRST).await()
                call(Place.NEXT_TASK).await()
                late(Place.NEXT_TASK).await()
                again(1, policy = Policy.retries(1)).await()
            }
        }
    },
    Kind("blocking call", mapOf(NO_ITEMS)) { visit ->
        val attempts = Attempts(visit)
        val call = blockingFunction("call") { place: Place -> visit(place) }
        val again = blockingFunction("again") { _: Int -> attempts() }
        runBlocking {
            taskScope {
                call(Place.FIRST).await()
                call(Place.NEXT_TASK).await()
                again(1, policy = Policy.retries(1)).await()
            }
        }
    },
    Kind("call in a Java scope", mapOf(NO_ITEMS)) { visit ->
        val attempts = Attempts(visit)
        val call = TaskFunctions.taskFunction<Place, Int>("call") { visit(it).run { 1 } }
        val stage = TaskFunctions.asyncFunction<Place, Int>("stage") { place -> stage { visit(place) } }
        val again = TaskFunctions.taskFunction<Int, Int>("again") { _ -> attempts().run { 1 } }
        Wove.taskScope().use { scope ->
            scope.start(call, Place.FIRST).join()
            scope.start(stage, Place.NEXT_TASK).join()
            scope.start(call, Place.NEXT_TASK).join()
            scope.with(Policy.retries(1)).start(again, 1).join()
        }
    },
    Kind("future of a function", mapOf(NO_ITEMS, Place.NEXT_ATTEMPT to "a function has no policy")) { visit ->
        val call = TaskFunctions.taskFunction<Place, Int>("call") { visit(it).run { 1 } }
        val stage = TaskFunctions.asyncFunction<Place, Int>("stage") { place -> stage { visit(place) } }
        call.future(Place.FIRST).join()
        stage.future(Place.NEXT_TASK).join()
        call.future(Place.NEXT_TASK).join()
    },
    Kind("suspending merge") { visit ->
        weaveBlocking {
            task("around") {
                merge { visit(Place.FIRST) }
                merge { delay(1).also { visit(Place.NEXT_TASK) } }
                merge(ITEMS, workers = 1) { visit(placeOf(it)) }
                val attempts = Attempts(visit)
                merge(retries = 1) { attempts() }
            }
        }
    },
    Kind("blocking merge") { visit ->
        weaveBlocking {
            blocking("around") {
                mergeBlocking { visit(Place.FIRST) }
                mergeBlocking { visit(Place.NEXT_TASK) }
                mergeBlocking(ITEMS, workers = 1) { visit(placeOf(it)) }
                val attempts = Attempts(visit)
                mergeBlocking(retries = 1) { attempts() }
            }
        }
    },
    Kind("stage merge", mapOf(Place.NEXT_ATTEMPT to "as that of a task")) { visit ->
        Wove.weave<Any?, Exception>("w") { w ->
            w.async<Any?>("around") {
                Wove
                    .mergeAsync<Int>("first") { stage { visit(Place.FIRST) } }
                    .thenCompose { Wove.mergeAsync<Int>("next") { stage { visit(Place.NEXT_TASK) } } }
                    .thenCompose { Wove.mergeAsync<Int, Int>("items", ITEMS) { i -> stage { visit(placeOf(i)) } } }
            }
        }
    },
)

// Who is told

/** Visits whenever it is called about a body. */
private class VisitingObserver(
    private val visit: Visit,
) : RunObserver {
    override fun happened(event: TraceEvent) = visit(Place.NEXT_TASK)

    override fun bodyStarts(body: BodyId): BodyObserver {
        val place =
            when {
                body.attempt() > 1 -> Place.NEXT_ATTEMPT
                body.item() > 0 -> Place.NEXT_ITEM
                else -> Place.NEXT_TASK
            }
        visit(place)
        return object : BodyObserver {
            // What it leaves is there for the body.
            override fun enters(): AutoCloseable = AutoCloseable { }

            override fun ended(how: Ended, failure: Throwable?) = visit(place)
        }
    }
}

private fun toldKinds() = listOf(
    Kind("listener", mapOf(Place.NEXT_ITEM to "of an event", NO_ATTEMPTS)) { visit ->
        val told = AtomicBoolean()
        val listener = WeaveListener { visit(if (told.getAndSet(true)) Place.NEXT_TASK else Place.FIRST) }
        runBlocking(Dispatchers.Default.takeIf { workingFor().values.first() == null } ?: EmptyCoroutineContext) {
            weave(options = WeaveOptions.listener(listener)) {
                val first by task { delay(1) }
                val items by eachBlocking(ITEMS, first) {}
                val last by blocking(items) {}
                last
            }
        }
        val async = AtomicBoolean()
        val listenerOfAsync = WeaveListener { visit(if (async.getAndSet(true)) Place.NEXT_TASK else Place.FIRST) }
        Wove
            .with(WeaveOptions.listener(listenerOfAsync))
            .weaveAsync<Any?>("w") { w ->
                w.task("last", w.task<Int>("first") { 1 }) { _ -> 2 }
            }.stopped()
            .join()
    },
    Kind("observer") { visit ->
        val started = AtomicBoolean()
        val observer =
            WeaveObserver {
                visit(if (started.getAndSet(true)) Place.NEXT_TASK else Place.FIRST)
                VisitingObserver(visit)
            }
        val observed = Wove.with(WeaveOptions.observer(observer))
        for (kind in JavaBody.entries) {
            observed.weave<Any?, Exception>("w") { it.visits(kind) {} }
            observed.weaveAsync<Any?>("w") { it.visits(kind) {} }.stopped().join()
        }
    },
    Kind("onDone", mapOf(NO_ITEMS, NO_ATTEMPTS)) { visit ->
        val told = CountDownLatch(2)
        Wove
            .launchWeave<Any?>("w") { w -> w.task("only") { visit(Place.FIRST) } }
            .onDone { visit(Place.NEXT_TASK).also { told.countDown() } }
            .onDone { visit(Place.NEXT_TASK).also { told.countDown() } }
        told.await()
    },
    Kind("onDone of a background weave", mapOf(NO_ITEMS, NO_ATTEMPTS)) { visit ->
        BackgroundWeaves.withGrace(Duration.ofMinutes(1)).use { all ->
            Wove
                .`in`(all)
                .launchWeave<Any?>("w") { w -> w.task("only") { visit(Place.FIRST) } }
                .onDone { visit(Place.NEXT_TASK) }
            val told = CompletableDeferred<Unit>()
            all.launchWeave<Any?>(onDone = {
                delay(1)
                visit(Place.NEXT_TASK)
                told.complete(Unit)
            }) { task("only") { visit(Place.FIRST) } }
            runBlocking { told.await() }
        }
    },
    Kind("onDone in a coroutine scope", mapOf(NO_ITEMS, NO_ATTEMPTS)) { visit ->
        runBlocking {
            coroutineScope {
                launchWeave<Any?>(onDone = { visit(Place.NEXT_TASK) }) {
                    task("only") {
                        visit(Place.FIRST)
                        currentCoroutineContext()
                    }
                }
            }
        }
    },
)
