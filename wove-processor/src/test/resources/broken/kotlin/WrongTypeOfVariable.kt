package broken.wrongtypeofvariable

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

interface Pricing<T> {
    @Do
    suspend fun prices(): Map<String, T>
}

abstract class Cart<T : Number> :
    Weave<String>(),
    Pricing<T> {
    @Do
    fun names(prices: Map<String, T>): Set<String> {
        Ran.body()
        return prices.keys
    }
}

class WrongTypeOfVariable : Cart<Long>() {
    override suspend fun prices(): Map<String, Long> {
        Ran.body()
        return emptyMap()
    }

    @Do
    fun total(prices: Map<String, Int>, names: Set<String>): String { // error: Parameter 'prices' of task 'total' in WrongTypeOfVariable has the type Map<String, Integer>, but task 'prices' makes Map<String, Long>.
        //   Make the types agree, or name another task with @From.
        Ran.body()
        return "$prices of $names"
    }
}
