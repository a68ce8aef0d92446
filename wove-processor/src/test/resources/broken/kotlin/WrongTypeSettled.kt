package broken.wrongtypesettled

import dev.wove.Do
import dev.wove.Outcome
import dev.wove.Settled
import dev.wove.Weave
import dev.wove.processor.Ran

class WrongTypeSettled : Weave<String>() {
    @Do
    suspend fun ad(): String {
        Ran.body()
        return "ad"
    }

    @Do
    suspend fun page(@Settled ad: Outcome<Int>): String { // error: Parameter 'ad' of task 'page' in WrongTypeSettled has the type Outcome<Integer>, but task 'ad' makes the outcome of String.
        //   Take an Outcome<String>.
        Ran.body()
        return "$ad"
    }
}
