package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.loop.awaitTask
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.run.Lambdas
import java.lang.reflect.ParameterizedType
import java.lang.reflect.WildcardType
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.reflect.KProperty

/** A task that was just declared: the handle itself, and what `by` needs to name it after the property. */
public interface TaskDeclaration<T> : Task<T> {
    public operator fun provideDelegate(thisRef: Any?, property: KProperty<*>): NamedTask<T>
}

/** A declared task behind a property. */
public interface NamedTask<T> {
    public operator fun getValue(thisRef: Any?, property: KProperty<*>): Task<T>
}

/** A task whose body is a Kotlin lambda. It is the receiver of its body, too. */
internal open class KotlinTask<T>(
    graph: Graph,
    index: Int,
    kind: TaskKind,
    override val body: Any,
) : EngineTask<T>(graph, index, kind),
    TaskDeclaration<T>,
    NamedTask<T>,
    TaskScope {
    override fun copy(): KotlinTask<T> = KotlinTask(graph, index, kind, body)

    override fun provideDelegate(thisRef: Any?, property: KProperty<*>): NamedTask<T> =
        apply { nameIfUnnamed(property.name) }

    override fun getValue(thisRef: Any?, property: KProperty<*>): Task<T> = this

    @Suppress("UNCHECKED_CAST")
    override fun <V> Task<V>.invoke(): V = read(this) as V

    override fun <V> Task<V>.outcome(): Outcome<V> = outcomeOf(this)

    @Suppress("UNCHECKED_CAST")
    override fun <V> Task<V>.orNull(): V? = valueOrNullOf(this) as V?

    @Suppress("UNCHECKED_CAST")
    override suspend fun <V> Task<V>.await(): V = awaitTask(this) as V

    @Suppress("UNCHECKED_CAST")
    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? {
        val isMapped = mapping() != null
        if (Lambdas.canStart(body)) {
            return if (isMapped) Lambdas.start(body, this, item, completion) else Lambdas.start(body, this, completion)
        }
        if (!isMapped) {
            return (body as suspend TaskScope.() -> Any?).startCoroutineUninterceptedOrReturn(this, completion)
        }
        val call: suspend () -> Any? = { (body as suspend TaskScope.(Any?) -> Any?)(this@KotlinTask, item) }
        return call.startCoroutineUninterceptedOrReturn(completion)
    }

    override fun callBlocking(item: Any?): Any? =
        if (mapping() == null) Lambdas.call(body, this) else Lambdas.call(body, this, item)

    override fun callStage(item: Any?): CompletionStage<*> = throw AssertionError("not a stage: $this")

    /** Suspending lambdas are classes and tell the type of their value; others do not. */
    override fun valueType(): Class<*>? {
        when (mapping()?.keeps) {
            Mapping.Keeps.VALUES, Mapping.Keeps.OUTCOMES -> {
                return List::class.java
            }

            Mapping.Keeps.COUNT -> {
                return Long::class.javaObjectType
            }

            null -> {}
        }
        val function = body.javaClass.genericInterfaces.firstOrNull() as? ParameterizedType ?: return null
        val continuation = function.actualTypeArguments.firstNotNullOfOrNull { it as? ParameterizedType } ?: return null
        if (continuation.rawType != Continuation::class.java) return null
        val value = (continuation.actualTypeArguments[0] as? WildcardType)?.lowerBounds?.firstOrNull()
        return (value as? ParameterizedType)?.rawType as? Class<*> ?: value as? Class<*>
    }
}
