package consumer

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import kotlinx.coroutines.delay

/** A weave class, which wove-processor looks at and makes calls for. */
open class Prices : Weave<Int>() {
    @Do
    suspend fun ids(
        @Input most: Int,
    ): List<Int> {
        delay(1)
        return (1..most).toList()
    }

    @Do(each = "ids", workers = 2, retries = 1)
    fun prices(id: Int): Int = id * 10

    @Do
    fun total(prices: List<Int>): Int = prices.sum()
}
