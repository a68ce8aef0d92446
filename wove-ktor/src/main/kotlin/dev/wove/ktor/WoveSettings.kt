package dev.wove.ktor

import dev.wove.config.WoveConfiguration
import dev.wove.dsl.ConfigurationBuilder
import kotlin.time.Duration

/** The settings of weaves in an application: those of `configureWove { }`, and what is said of background weaves. */
public class WoveSettings internal constructor(
    settings: WoveConfiguration.Builder,
    internal var grace: Duration,
) : ConfigurationBuilder(settings) {
    /** Sets how background weaves end. */
    public fun background(block: BackgroundBuilder.() -> Unit) {
        grace = BackgroundBuilder(grace).apply(block).grace
    }
}

/** How background weaves end, to be set in the block of `background`. */
public class BackgroundBuilder internal constructor(
    /** How long they may go on when the application stops, until they are cancelled; 20 seconds if it is not set. */
    public var grace: Duration,
)
