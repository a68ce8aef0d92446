package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.Ref
import dev.wove.behaviour.harness.Weaving
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger

class GraphTest : FunSpec({
    /** What planning says to a weave whose tasks must not have started. */
    suspend fun Cell.refusal(block: Weaving.(body: () -> Unit) -> Ref<*>): String? {
        val started = AtomicInteger()

        @Suppress("UNCHECKED_CAST")
        val thrown = thrownBy { run { block { started.incrementAndGet() } as Ref<Any?> } }
        started.get() shouldBe 0
        thrown.shouldBeInstanceOf<PlanException>()
        return thrown.message
    }

    everyCell {
        case("G01 G05 rule-1", "refuses a cycle and prints it, with nothing started") {
            refusal { body ->
                task("free") { body() }
                val a = task("a", ref<Int>("c")) { body() }
                val b = task("b", a) { body() }
                task("c", b) { body() }
            } shouldBe
                "Weave 'w' has a dependency cycle: a -> c -> b -> a (each needs the next).\n" +
                "  Break it by removing one of these inputs, or compute the values in one task."
        }

        case("G01 rule-1", "refuses a cycle of order alone") {
            refusal { body ->
                val a = task("a", after = listOf(ref<Int>("b"))) { body() }
                task("b", after = listOf(a)) { body() }
            } shouldBe
                "Weave 'w' has a dependency cycle: a -> b -> a (each needs the next).\n" +
                "  Break it by removing one of these inputs, or compute the values in one task."
        }

        case("G02 rule-1", "refuses a task that depends on itself") {
            refusal { body -> task("a", ref<Int>("a")) { body() } } shouldBe
                "Weave 'w' has a dependency cycle: a -> a (each needs the next).\n" +
                "  Break it by removing one of these inputs, or compute the values in one task."
        }

        case("G03 G05 rule-1", "refuses an input that nobody provides, and names the nearest") {
            refusal { body ->
                task("author") { body() }
                task("books") { body() }
                task("page", ref<Int>("autor")) { body() }
            } shouldBe
                "Task 'page' in weave 'w' depends on 'autor', but no task with that name is declared.\n" +
                "  Declared: author, books, page\n" +
                "  Did you mean 'author'?"
        }

        case("G03 rule-1", "suggests no name that is far off") {
            refusal { body ->
                val page = task("page") { body() }
                task("end", page, after = listOf(ref<Int>("zzzzzz"))) { body() }
            } shouldBe
                "Task 'end' in weave 'w' depends on 'zzzzzz', but no task with that name is declared.\n" +
                "  Declared: page, end"
        }

        case("G04", "refuses with an IllegalArgumentException") {
            thrownBy { run { task("a", ref<Int>("b")) { 1 } } }.shouldBeInstanceOf<IllegalArgumentException>()
        }

        case("G14 rule-1", "refuses a name that is declared twice, and tells both positions") {
            refusal { body ->
                task("a") { body() }
                task("twice") { body() }
                task("b") { body() }
                task("c") { body() }
                task("twice") { body() }
            } shouldBe
                "Two tasks in weave 'w' have the name 'twice': the 2nd and the 5th declared.\n" +
                "  Give one of them another name."
        }

        case("G14 rule-1", "tells apart names that have one hash code, and still finds the same name twice") {
            val alike = (0..<64).map { i -> (0..<6).joinToString("") { if (i shr it and 1 == 0) "Aa" else "BB" } }
            alike.map { it.hashCode() }.distinct().size shouldBe 1
            val ended =
                result {
                    val all = alike.mapIndexed { i, name -> task(name) { i } }
                    val one = ref<Int>(alike[40])
                    task("last", one, after = all) { one() }
                }
            alike.map { ended[it] } shouldBe alike.indices.toList()
            ended.value shouldBe 40
            refusal { body -> (alike + alike[40]).map { task(it) { body() } }.last() } shouldBe
                "Two tasks in weave 'w' have the name '${alike[40]}': the 41st and the 65th declared.\n" +
                "  Give one of them another name."
        }

        case("rule-1", "starts nothing before the block has returned") {
            val started = AtomicInteger()
            var atTheEnd = -1
            run {
                val a = task("a") { started.incrementAndGet() }
                val b = task("b", a) { started.incrementAndGet() }
                atTheEnd = started.get()
                b
            } shouldBe 2
            atTheEnd shouldBe 0
        }

        case("G09 G10", "takes names that members of a result have") {
            val ended =
                result {
                    val names = listOf("value", "get", "names", "size", "iterator", "timings", "exception", "failures")
                    names.map { name -> task(name) { "the $name" } }.last()
                }
            for (name in listOf("value", "get", "names", "size", "iterator", "timings", "exception", "failures")) {
                ended[name] shouldBe "the $name"
            }
            ended.value shouldBe "the failures"
        }

        case("rule-1", "refuses to be used after the block has returned") {
            lateinit var kept: Weaving
            run {
                kept = this
                task("a") { 1 }
            }
            shouldThrow<IllegalStateException> { kept.task("late") { 1 } }.message shouldBe
                "WeaveScope for 'w' was used after its block returned: task(\"late\").\n" +
                "  Declare tasks inside the weave block; to start work later, run a new weave."
        }

        case("rule-4", "refuses an input that is a task of another weave") {
            lateinit var foreign: Ref<Int>
            run("other") { task("theirs") { 1 }.also { foreign = it } }
            refusal { body -> task("mine", foreign) { body() } } shouldBe
                "Task 'mine' in weave 'w' takes 'theirs' as an input, which is a task of another weave ('other').\n" +
                "  Pass its value in, or declare it as an input of the task that this weave runs in."
        }

        case("rule-4", "refuses to return a task of another weave") {
            lateinit var foreign: Ref<Int>
            run("other") { task("theirs") { 1 }.also { foreign = it } }
            refusal { body ->
                task("mine") { body() }
                foreign
            } shouldBe
                "The block of weave 'w' returns 'theirs', which is a task of another weave ('other').\n" +
                "  Return a task that this block declares."
        }

        case("rule-4", "fails a body that reads a task it did not declare") {
            thrownBy {
                run("x") {
                    val t0 = task("t0") { 0 }
                    val t3 = task("t3") { 3 }
                    task("t1", t0, after = listOf(t3)) { t3() }
                }
            }.also {
                it.shouldBeInstanceOf<IllegalStateException>()
                it.message shouldBe
                    "Task 't1' in weave 'x' read 't3', which it did not declare (declared: t0). Add t3 to its inputs."
            }
        }

        case("rule-2", "waits for an input that the body does not read") {
            val order = ConcurrentLinkedQueue<String>()
            run {
                val a = task("a") { order.add("a") }
                val b = task("b", a) { order.add("b") }
                task("c", after = listOf(b)) { order.add("c") }
            }
            order.toList() shouldBe listOf("a", "b", "c")
        }

        case("rule-7", "fails a body that reads a settled input as a plain one, and says what to use") {
            thrownBy {
                run {
                    val ads = task("ads") { 1 }
                    task("page", settled(ads)) { ads() }
                }
            }.message shouldBe
                "Task 'page' in weave 'w' read 'ads' as a plain input, but declared it as settled(ads).\n" +
                "  Read ads.outcome() instead."
            thrownBy {
                run {
                    val ads = task("ads") { 1 }
                    task("page", orNull(ads)) { ads() }
                }
            }.message shouldBe
                "Task 'page' in weave 'w' read 'ads' as a plain input, but declared it as orNull(ads).\n" +
                "  Read ads.orNull() instead."
        }
    }

    context("a mapped task over a name that does not exist") {
        case("G08 rule-1", "is refused", once = "mapping over a name is a declaration, not a body") {
            val text =
                "Task 'each' in weave 'w' is mapped over 'pots', but no task with that name is declared.\n" +
                    "  Declared: posts, each\n" +
                    "  Did you mean 'posts'?"
            shouldThrow<PlanException> {
                weave("w") {
                    task("posts") { listOf(1) }
                    each(ref<List<Int>>("pots"), name = "each") { it }
                }
            }.message shouldBe text
            shouldThrow<PlanException> { JavaPlanning.mapOverUnknownName() }.message shouldBe text
        }
    }

    context("a reference by name") {
        val once = "only suspending lambdas tell their type before they run"
        case("rule-1", "is refused when the task makes another type", once) {
            shouldThrow<PlanException> {
                weave("w") {
                    val text = ref<String>("number")
                    val user = task("user", text) { text().length }
                    task("number") { 1 }
                    user
                }
            }.message shouldBe
                "Task 'user' in weave 'w' depends on 'number' as String, but that task makes Integer.\n" +
                "  Refer to it as Integer instead."
        }
        case("rule-1", "to a supertype fits", once) {
            weave("w") {
                val number = ref<Number>("number")
                val user = task("user", number) { number().toInt() + 1 }
                task("number") { 1 }
                user
            } shouldBe 2
        }
        case(
            "rule-1",
            "fails the reader when the value is of another type",
            once = "where the type is not known before",
        ) {
            shouldThrow<ClassCastException> { JavaPlanning.wrongTypeByName() }.message shouldBe
                "Task 'number' in weave 'w' was referred to as String, but its value is an Integer.\n" +
                "  Refer to it as Integer instead."
        }
    }

    context("a plan") {
        val once = "reading a plan has nothing to do with bodies"
        case("G16", "shows inputs, dependents, levels and an order", once) {
            val plans =
                listOf(
                    plan("w") {
                        val a by task { 1 }
                        val b by task(a) { a() }
                        b
                    },
                    Wove.plan("w") { w ->
                        val a = w.task<Int>("a") { 1 }
                        w.task<Int, Int>("b", a) { it }
                    },
                )
            for (plan in plans) {
                plan.name() shouldBe "w"
                plan.tasks().map { it.name() } shouldBe listOf("a", "b")
                plan.task("a").inputs() shouldBe emptyList()
                plan.task("b").inputs() shouldBe listOf("a")
                plan.task("a").dependents() shouldBe listOf("b")
                plan.task("b").dependents() shouldBe emptyList()
                plan.levels() shouldBe listOf(listOf("a"), listOf("b"))
                plan.order() shouldBe listOf("a", "b")
            }
            plans.map { it.task("a").kind() } shouldBe listOf(TaskKind.SUSPENDING, TaskKind.BLOCKING)
        }
        case("G16", "has an order in which every task comes after its inputs, declared later or not", once) {
            val plan =
                plan("w") {
                    val later = ref<Int>("later")
                    val user by task(later) { later() }
                    task("free") { 0 }
                    task("later") { 1 }
                    user
                }
            plan.order() shouldBe listOf("free", "later", "user")
            plan.levels() shouldBe listOf(listOf("free", "later"), listOf("user"))
            plan.task("user").inputs() shouldBe listOf("later")
        }
        case("G16", "runs again and again, also at once, and is the same afterwards", once) {
            val runs = AtomicInteger()
            val plan =
                plan("w") {
                    val a by task { runs.incrementAndGet() }
                    val b by blocking(a) { a() * 10 }
                    b
                }
            val before = plan.tasks()
            listOf(plan.run(), Wove.run<Int, RuntimeException>(plan), Wove.runAsync(plan).join()) shouldBe
                listOf(10, 20, 30)
            plan.tasks() shouldBe before
        }
        case("rule-1", "is checked when it is declared", once) {
            shouldThrow<PlanException> { plan("w") { task("a", ref<Int>("a")) { 1 } } }
            shouldThrow<PlanException> {
                Wove.plan(
                    "w",
                ) { w -> w.task("a", w.ref("a", Int::class.javaObjectType)) { it } }
            }
        }
    }

    context("tasks without a name") {
        case("G17", "are all run, and named after their position", once = "Java names every task") {
            val result =
                weaveResult {
                    val a = task { 1 }
                    val b = task { 2 }
                    val c = blocking(a, b) { a() + b() }
                    c
                }
            result.names() shouldBe listOf("task-1", "task-2", "task-3")
            result.toList() shouldBe listOf(1, 2, 3)
        }
        case("G17", "must not have been given that name by hand, too", once = "Java names every task") {
            shouldThrow<PlanException> {
                weave("w") {
                    task("task-2") { 1 }
                    task { 2 }
                }
            }.message shouldBe
                "Two tasks in weave 'w' have the name 'task-2': the 1st and the 2nd declared.\n" +
                "  Give one of them another name."
        }

        case("G17", "are found by their number, and nobody else is", once = "Java names every task") {
            for (many in listOf(0, 20)) {
                val text =
                    shouldThrow<PlanException> {
                        plan("w") {
                            val first = task { 1 }
                            repeat(many) { task { 1 } }
                            task("task-1") { 1 }
                            first
                        }
                    }.message
                val second = if (many == 0) "2nd" else "22nd"
                text shouldBe "Two tasks in weave 'w' have the name 'task-1': the 1st and the $second declared.\n" +
                    "  Give one of them another name."
                val result =
                    weaveResult {
                        repeat(many) { task { 1 } }
                        task("task-99x") { 2 }
                        task("task-0") { 3 }
                        task("task-") { 4 }
                    }
                result["task-99x"] shouldBe 2
                result["task-0"] shouldBe 3
                result["task-"] shouldBe 4
                shouldThrow<NoSuchElementException> { result["task-2147483648"] }
            }
        }
    }

    case(
        "rule-4",
        "the block of a future runs, and planning fails, on the calling thread",
        once = "only futures could do else",
    ) {
        val thread = Thread.currentThread()
        var blockRanOn: Thread? = null
        shouldThrow<PlanException> {
            Wove.weaveAsync("w") { w ->
                blockRanOn = Thread.currentThread()
                w.task("a", w.ref("b", Any::class.java)) { it }
            }
        }
        blockRanOn shouldBe thread
    }
})
