package dev.wove.stress

import dev.wove.internal.engine.items.Feed
import io.kotest.core.spec.style.FunSpec

class FeedTest : FunSpec({
    // A slot that left between the last item and the end of a flow took the one for the other: the item was lost.
    alwaysHolds("a feed that is exhausted has no item left, whenever it ends") {
        val feed = Feed(null, 1)
        together(
            {
                feed.offer(0, "the last")
                feed.close(null)
            },
            { check(!feed.isExhausted || feed.isEmpty) { "an item is lost" } },
        )
        check(feed.isClosed && !feed.isExhausted)
    }
})
