package broken.wrongtype

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class WrongType : Weave<String>() {
    @Do
    suspend fun names(): List<String> {
        Ran.body()
        return listOf("a")
    }

    @Do
    fun longest(@Input limit: Int = 3, names: List<Int>): String { // error: Parameter 'names' of task 'longest' in WrongType has the type List<Integer>, but task 'names' makes List<String>.
        //   Make the types agree, or name another task with @From.
        Ran.body()
        return "$limit $names"
    }
}
