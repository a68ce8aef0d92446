package broken.notiterable

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

class NotIterable : Weave<List<Char>>() {
    @Do
    suspend fun text(): String {
        Ran.body()
        return "abc"
    }

    @Do(each = "text")
    suspend fun letters(letter: Char): Char { // error: Task 'letters' in NotIterable is mapped over 'text', which makes String and has no items.
        //   Map over an Iterable, an array, a Map, a Sequence, a Stream or a Flow.
        Ran.body()
        return letter
    }
}
