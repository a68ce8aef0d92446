package dev.wove.behaviour.context

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.behaviour.failure.leftBehind
import dev.wove.behaviour.failure.shouldBeCollected
import dev.wove.dsl.await
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainOnly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.lang.ref.WeakReference
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration.Companion.seconds

/** A list on a thread, of which each child coroutine gets a copy. */
@OptIn(DelicateCoroutinesApi::class)
private class Baggage(
    private val entries: MutableList<String>,
) : AbstractCoroutineContextElement(Baggage),
    CopyableThreadContextElement<MutableList<String>?> {
    override fun updateThreadContext(context: CoroutineContext): MutableList<String>? =
        onThread.get().also { onThread.set(entries) }

    override fun restoreThreadContext(context: CoroutineContext, oldState: MutableList<String>?) =
        if (oldState == null) onThread.remove() else onThread.set(oldState)

    override fun copyForChild() = Baggage(onThread.get().orEmpty().toMutableList())

    override fun mergeForChild(overwritingElement: CoroutineContext.Element) = copyForChild()

    companion object Key : CoroutineContext.Key<Baggage> {
        val onThread = ThreadLocal<MutableList<String>?>()

        fun add(entry: String): List<String> = onThread.get()!!.apply { add(entry) }.toList()
    }
}

private val inherited = InheritableThreadLocal<String?>()

private fun asCaller(user: String?, action: () -> Any?) = thread(name = "caller") {
    workFor(user)
    action()
}

class ContextOfBodiesTest : FunSpec({
    context("an element that child coroutines copy") {
        test("keeps no call that has ended in a scope that stays open") {
            runBlocking(Baggage(mutableListOf())) {
                Baggage.add("for copies")
                val function = taskFunction { taken: Any -> Baggage.add(taken.toString()) }
                val pausing = taskFunction { taken: Any -> Baggage.add(taken.toString()).also { yield() } }
                val blocking = blockingFunction { taken: Any -> Baggage.add(taken.toString()) }
                taskScope {
                    for (each in listOf(function, pausing, blocking)) {
                        leftBehind {
                            val call = each(Any())
                            call.await()
                            WeakReference(call)
                        }.shouldBeCollected("a call that has ended")
                    }
                }
            }
        }

        test("keeps no copy for an item that has ended in a mapped task that goes on") {
            // On one thread: a worker that rests may keep what it ran last.
            runBlocking(Baggage(mutableListOf())) {
                Baggage.add("for copies")
                val seen = ConcurrentLinkedQueue<WeakReference<Baggage>>()
                val source =
                    flow {
                        emit(1)
                        emit(2)
                        while (seen.size < 2) yield()
                        seen.forEach { it.shouldBeCollected("a copy for an item that has ended") }
                        emit(3)
                    }
                weave {
                    each(source) {
                        seen += WeakReference(currentCoroutineContext()[Baggage])
                        yield()
                        Baggage.add("$it").size
                    }
                }
                seen.size shouldBe 3
            }
        }

        test("is copied for each body, item and attempt") {
            val seen = ConcurrentLinkedQueue<List<String>>()
            runBlocking(Dispatchers.Default + Baggage(mutableListOf())) {
                Baggage.add("later")
                weave {
                    val suspending = List(20) {
                        task("suspending-$it") {
                            Baggage.add("own")
                            yield()
                            seen += Baggage.add("late")
                        }
                    }
                    val blocking = List(20) {
                        blocking("blocking-$it") {
                            Baggage.add("own")
                            seen += Baggage.add("late")
                        }
                    }
                    val items by each((1..20).toList()) {
                        Baggage.add("own")
                        yield()
                        seen += Baggage.add("late")
                    }
                    var first = true
                    val again by task(retries = 1) {
                        Baggage.add("own")
                        yield()
                        if (first) {
                            first = false
                            error("again")
                        }
                        seen += Baggage.add("late")
                    }
                    task("all", *(suspending + blocking).toTypedArray(), items, again) {}
                }
                Baggage.onThread.get() shouldBe listOf("later")
            }
            seen.size shouldBe 61
            seen shouldContainOnly setOf(listOf("later", "own", "late"))
        }
    }

    context("a thread of the pool") {
        test("has no inheritable thread-local of whoever needed it first") {
            val seen = ConcurrentLinkedQueue<String>()
            for (user in listOf("anni", "bert")) {
                asCaller(null) {
                    inherited.set(user)
                    val all = CyclicBarrier(MANY)
                    weaveBlocking(maxBlocking = MANY) {
                        eachBlocking((1..MANY).toList()) {
                            all.await(1, TimeUnit.MINUTES)
                            seen += inherited.get() ?: "nobody"
                        }
                    }
                }.join()
            }
            seen.size shouldBe 2 * MANY
            seen shouldContainOnly setOf("nobody")
        }
    }

    context("threads of the pool and of timers") {
        test("keep no class loader of an application whose code needed them first") {
            fun used(): WeakReference<ClassLoader> {
                val loader = ApplicationLoader()
                val code = loader.loadClass(Application::class.java.name).getDeclaredConstructor().newInstance()
                val caller = Thread(code as Runnable)
                caller.contextClassLoader = loader
                caller.start()
                caller.join()
                return WeakReference(loader)
            }
            val loader = used()
            eventually(30.seconds) {
                // The threads are still in use.
                Application().run()
                System.gc()
                loader.get() shouldBe null
            }
        }
    }

    context("who hands over a slot of a limiter") {
        for (blocking in listOf(true, false)) {
            test("does not hand over who it works for to a ${if (blocking) "blocking" else "suspending"} body") {
                val limiter = Limiter.concurrent(1)
                val held = CountDownLatch(1)
                val waits = CountDownLatch(1)
                val seen = ConcurrentLinkedQueue<Map<String, String?>>()
                val anni =
                    asCaller("anni") {
                        Wove.weave<Int, Exception>("of anni") { w ->
                            w.with(Policy.limit(limiter)).task("holds") {
                                held.countDown()
                                waits.await()
                                1
                            }
                        }
                    }
                held.await()
                val others =
                    listOf("bert", null).map { user ->
                        asCaller(user) {
                            weaveBlocking {
                                val policy = Policy.limit(limiter)
                                val look = { seen += workingFor().filterValues { it != user } }
                                val next =
                                    if (blocking) {
                                        blocking("next", policy = policy) { look() }
                                    } else {
                                        task("next", policy = policy) { look() }
                                    }
                                task("waits") { waits.countDown() }
                                next
                            }
                        }
                    }
                (others + anni).forEach { it.join() }
                seen.toList() shouldBe listOf(emptyMap(), emptyMap())
            }
        }
    }

    context("a scoped value of the caller") {
        test("is bound in bodies on the caller's thread, and nowhere else").config(enabled = ScopedValues.exist) {
            val user = ScopedValues.create()
            val seen = ConcurrentLinkedQueue<Pair<String, Boolean>>()
            ScopedValues.where(user, "anni") {
                weaveBlocking {
                    val here by task { seen += "suspending" to ScopedValues.isBound(user) }
                    val onCaller by blocking(here, policy = Policy.onCaller()) {
                        seen += "on caller" to ScopedValues.isBound(user)
                    }
                    val elsewhere by blocking(onCaller) { seen += "blocking" to ScopedValues.isBound(user) }
                    elsewhere
                }
            }
            seen.toList() shouldBe listOf("suspending" to true, "on caller" to true, "blocking" to false)
        }
    }
})

private const val MANY = 20

/** Code of an application. */
internal class Application : Runnable {
    override fun run() {
        Wove.weave<Int, Exception>("w") { it.with(Policy.timeout(Duration.ofMinutes(1))).task("only") { 1 } }
    }
}

/** Loads [Application] anew. */
private class ApplicationLoader : ClassLoader(Application::class.java.classLoader) {
    override fun loadClass(name: String, resolve: Boolean): Class<*> {
        if (!name.startsWith(Application::class.java.name)) return super.loadClass(name, resolve)
        val bytes = parent.getResourceAsStream(name.replace('.', '/') + ".class")!!.use { it.readAllBytes() }
        return findLoadedClass(name) ?: defineClass(name, bytes, 0, bytes.size)
    }
}

/** `java.lang.ScopedValue` of JDK 25. */
private object ScopedValues {
    private val type = runCatching { Class.forName("java.lang.ScopedValue") }.getOrNull()
    val exist = type != null && Runtime.version().feature() >= 25

    fun create(): Any = type!!.getMethod("newInstance").invoke(null)

    fun isBound(value: Any) = type!!.getMethod("isBound").invoke(value) as Boolean

    fun where(value: Any, bound: String, action: () -> Unit) {
        val carrier = type!!.getMethod("where", type, Any::class.java).invoke(null, value, bound)
        carrier.javaClass.getMethod("run", Runnable::class.java).invoke(carrier, Runnable(action))
    }
}
