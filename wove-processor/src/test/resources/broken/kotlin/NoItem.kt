package broken.noitem

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf

class NoItem : Weave<List<String>>() {
    @Do
    fun names(): Flow<String> {
        Ran.body()
        return flowOf("a")
    }

    @Do(each = "names")
    suspend fun greeting(@Input language: String): String { // error: Mapped task 'greeting' in NoItem needs exactly one parameter for the item, but each of its parameters names a task or an input.
        //   Add a parameter with another name, or mark one with @Item.
        Ran.body()
        return language
    }
}
