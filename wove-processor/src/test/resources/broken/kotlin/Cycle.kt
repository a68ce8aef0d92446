package broken.cycle

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

class Cycle : Weave<String>() {
    @Do
    suspend fun stock(): List<Int> {
        Ran.body()
        return listOf(1)
    }

    @Do(each = "totals")
    internal suspend fun price(total: Int, stock: List<Int>): Int { // error: Cycle has a dependency cycle: price -> totals -> price (each needs the next).
        //   Break it by removing one of these parameters, or compute the values in one task.
        Ran.body()
        return total + stock.size
    }

    @Do
    fun totals(price: List<Int>): List<Int> {
        Ran.body()
        return price
    }

    @Do
    fun page(totals: List<Int>): String {
        Ran.body()
        return "$totals"
    }
}
