package dev.wove.behaviour.context

import io.micrometer.context.ContextRegistry
import io.micrometer.context.ThreadLocalAccessor
import io.opentelemetry.context.Context
import io.opentelemetry.context.ContextKey
import kotlinx.coroutines.ThreadContextElement
import org.slf4j.MDC
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** Something of a thread that says who it works for. */
internal interface Carrier {
    /** Null if the thread works for nobody. */
    var user: String?
}

/** All that there is on the class path. Those of other libraries are loaded only where these are. */
internal val carriers: Map<String, Carrier> =
    buildMap {
        put("MDC", MdcCarrier)
        put("class loader", LoaderCarrier)
        if (isPresent("io.micrometer.context.ContextRegistry")) put("registered thread-local", SecurityCarrier)
        if (isPresent("io.opentelemetry.context.Context")) put("trace", TraceCarrier)
    }

private fun isPresent(name: String) = runCatching { Class.forName(name) }.isSuccess

private object MdcCarrier : Carrier {
    override var user: String?
        get() = MDC.get("user")
        set(value) = if (value == null) MDC.remove("user") else MDC.put("user", value)
}

/** The loader of an application. */
internal class LoaderOf(
    val user: String,
) : ClassLoader(LoaderOf::class.java.classLoader)

private object LoaderCarrier : Carrier {
    override var user: String?
        get() = (Thread.currentThread().contextClassLoader as? LoaderOf)?.user
        set(value) {
            Thread.currentThread().contextClassLoader =
                if (value == null) LoaderOf::class.java.classLoader else LoaderOf(value)
        }
}

/** As the accessor of Spring Security: an empty context counts as none. */
internal object SecurityCarrier : Carrier, ThreadLocalAccessor<SecurityCarrier.Security> {
    class Security(
        val user: String?,
    )

    private val holder = ThreadLocal<Security?>()

    init {
        ContextRegistry.getInstance().registerThreadLocalAccessor(this)
    }

    private fun security() = holder.get() ?: Security(null).also { holder.set(it) }

    override var user: String?
        get() = security().user
        set(value) = holder.set(Security(value))

    override fun key(): Any = SecurityCarrier::class.java.name

    override fun getValue(): Security? = security().takeIf { it.user != null }

    override fun setValue(value: Security) = holder.set(value)

    override fun setValue() = holder.remove()
}

private object TraceCarrier : Carrier {
    private val key = ContextKey.named<String>("user")

    override var user: String?
        get() = Context.current().get(key)
        set(value) {
            // Its scope is never closed.
            (if (value == null) Context.root() else Context.root().with(key, value)).makeCurrent()
        }
}

/** Has the current thread work for [user]. */
internal fun workFor(user: String?) = carriers.values.forEach { it.user = user }

/** Whom the current thread works for, by carrier. */
internal fun workingFor(): Map<String, String?> = carriers.mapValues { it.value.user }

/** The same for the threads of a coroutine. */
internal class WorkingFor(
    private val user: String,
) : AbstractCoroutineContextElement(WorkingFor),
    ThreadContextElement<Map<String, String?>> {
    override fun updateThreadContext(context: CoroutineContext): Map<String, String?> =
        workingFor().also { workFor(user) }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Map<String, String?>) =
        oldState.forEach { (name, user) -> carriers.getValue(name).user = user }

    companion object Key : CoroutineContext.Key<WorkingFor>
}
