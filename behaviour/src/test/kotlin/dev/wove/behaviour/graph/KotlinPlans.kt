@file:JvmName("KotlinPlans")

package dev.wove.behaviour.graph

import dev.wove.Plan
import dev.wove.dsl.plan
import kotlinx.coroutines.delay
import java.io.IOException

/** Plans for Java code to run. */
fun greeting(name: String): Plan<String> = plan("greeting") {
    val hello by task {
        delay(1)
        "hello"
    }
    val who by blocking { name }
    val letters by each(name.toList(), workers = 2) { it.code }
    val greeting by task(hello, who, letters) { "${hello()} ${who()} ${letters().size}" }
    greeting
}

fun failing(failure: IOException): Plan<Int> = plan("failing") {
    val broken by task<Int> {
        delay(1)
        throw failure
    }
    broken
}
