package dev.wove.dsl

import dev.wove.DrainReport
import dev.wove.FinishedItems
import dev.wove.ItemStatistics
import dev.wove.NotAwaitedException
import dev.wove.Plan
import dev.wove.PlannedTask
import dev.wove.StallReport
import dev.wove.TaskFailure
import dev.wove.TaskTiming
import dev.wove.WeaveResult
import dev.wove.trace.AttemptTrace
import dev.wove.trace.CriticalPath
import dev.wove.trace.FailureTrace
import dev.wove.trace.InputTrace
import dev.wove.trace.ItemTrace
import dev.wove.trace.ItemsTrace
import dev.wove.trace.NestedTrace
import dev.wove.trace.RemoteTrace
import dev.wove.trace.RunId
import dev.wove.trace.TaskTrace
import dev.wove.trace.Trace
import dev.wove.trace.TraceEvent
import dev.wove.trace.Wait
import dev.wove.trace.Waiting
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.lang.reflect.Method
import java.lang.reflect.Modifier

/** What Wove tells as data. */
private val data = listOf(
    WeaveResult::class,
    FinishedItems::class,
    TaskFailure::class,
    TaskTiming::class,
    ItemStatistics::class,
    Plan::class,
    PlannedTask::class,
    Trace::class,
    TaskTrace::class,
    InputTrace::class,
    Wait::class,
    Waiting::class,
    AttemptTrace::class,
    RemoteTrace::class,
    ItemsTrace::class,
    ItemTrace::class,
    NestedTrace::class,
    CriticalPath::class,
    FailureTrace::class,
    RunId::class,
    TraceEvent::class,
    StallReport::class,
    DrainReport::class,
    NotAwaitedException::class,
).map { it.java }

/** Made anew by each call, or a property by its name already. */
private val functions = setOf("iterator", "explain", "toMermaid", "toDot", "eventStream")

class DataAsPropertiesTest : FunSpec({
    test("whatever is data has a property by the name of each method that tells it") {
        val properties = listOf("Result", "Trace", "Event", "Report")
            .flatMap { Class.forName("dev.wove.dsl.${it}Properties").declaredMethods.toList() }
            .associate { (it.parameterTypes.single() to it.name.removePrefix("get")) to it.genericReturnType }
        val types = data.flatMap { listOf(it) + it.declaredClasses }.filter { it.isInterface }
        val wanted = types.flatMap { type -> type.declaredMethods.filter(::tells).map { type to it } }
        wanted
            .filter { (type, method) ->
                properties[type to method.name.replaceFirstChar(Char::uppercase)]?.typeName !=
                    method.genericReturnType.typeName
            }.map { (type, method) -> "${type.simpleName}.${method.name}" }
            .shouldBeEmpty()
        properties.size shouldBe wanted.size
    }

    test("a result is read the same both ways") {
        val result = weaveResult("w") { task("a") { 1 } }
        result.value shouldBe result.value()
        result.names shouldBe result.names()
        result.failures shouldBe result.failures()
        result.timings.getValue("a").attempts shouldBe result.timings().getValue("a").attempts()
        result.trace.tasks.single().how shouldBe result.trace().task("a").how()
    }
})

private fun tells(method: Method) = method.parameterCount == 0 && !Modifier.isStatic(method.modifiers) &&
    !method.isSynthetic && method.name !in functions && !method.name.startsWith("is") &&
    !Modifier.isPrivate(method.modifiers)
