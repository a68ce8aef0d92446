@file:JvmName("WeavesInBraces")
@file:OptIn(ExperimentalTypeInference::class)
@file:Suppress("UNUSED_PARAMETER")

package dev.wove.dsl

import dev.wove.OnFailure
import dev.wove.Weave
import dev.wove.WeaveOptions
import kotlin.experimental.ExperimentalTypeInference
import kotlin.time.Duration

/**
 * Refuses a weave class in the braces of a weave, which never runs.
 *
 * That there are two overloads that differ only in what the block returns is what lets `launch { weave { task { 1 } } }`
 * compile: where nobody wants the value, the block is looked at before Unit is asked of it (docs/adr/0029).
 */
@Deprecated(
    "A weave class is an argument: weave(PostPage()) instead of weave { PostPage() }.",
    level = DeprecationLevel.ERROR,
)
@OverloadResolutionByLambdaReturnType
@JvmSynthetic
public suspend fun <R> weave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Weave<R>,
): R = throw UnsupportedOperationException("A weave class is an argument: weave(PostPage()).")

/** Refuses a weave class in the braces of a weave; see [weave]. */
@Deprecated(
    "A weave class is an argument: weaveBlocking(PostPage()) instead of weaveBlocking { PostPage() }.",
    level = DeprecationLevel.ERROR,
)
@OverloadResolutionByLambdaReturnType
@JvmSynthetic
public fun <R> weaveBlocking(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Weave<R>,
): R = throw UnsupportedOperationException("A weave class is an argument: weaveBlocking(PostPage()).")
