package dev.wove.test.internal

import dev.wove.function.TaskBody2
import dev.wove.test.StandIn
import dev.wove.test.StandInInputs
import java.time.Duration

/** What a stand-in does once it has waited. */
internal sealed interface StandInBody {
    class Value(
        val value: Any?,
    ) : StandInBody

    class Failing(
        val failure: Throwable,
    ) : StandInBody

    class Suspending(
        val call: suspend StandInInputs.(item: Any?) -> Any?,
    ) : StandInBody

    class Blocking(
        val call: TaskBody2<in StandInInputs, in Any?, *>,
    ) : StandInBody
}

internal class RealStandIn private constructor(
    val inputs: List<String>,
    val perItem: Boolean,
    val body: StandInBody,
    val wait: Duration,
) : StandIn {
    override fun after(wait: Duration): StandIn {
        require(!wait.isNegative) { "A stand-in cannot wait for a negative time: $wait." }
        return RealStandIn(inputs, perItem, body, this.wait.plus(wait))
    }

    override fun toString(): String = when (body) {
        is StandInBody.Value -> "a value"
        is StandInBody.Failing -> "a failure"
        else -> if (perItem) "a body per item" else "a body"
    }

    companion object {
        @JvmStatic
        fun of(value: Any?): StandIn = of(emptyList(), false, StandInBody.Value(value))

        @JvmStatic
        fun failing(failure: Throwable): StandIn = of(emptyList(), false, StandInBody.Failing(failure))

        @JvmStatic
        fun blocking(inputs: List<String>, perItem: Boolean, call: TaskBody2<in StandInInputs, in Any?, *>): StandIn =
            of(inputs, perItem, StandInBody.Blocking(call))

        fun suspending(
            inputs: List<String>,
            perItem: Boolean,
            call: suspend StandInInputs.(item: Any?) -> Any?,
        ): StandIn = of(inputs, perItem, StandInBody.Suspending(call))

        private fun of(inputs: List<String>, perItem: Boolean, body: StandInBody): StandIn =
            RealStandIn(inputs.toList(), perItem, body, Duration.ZERO)
    }
}
