package broken.severalitems

import dev.wove.Do
import dev.wove.Item
import dev.wove.Weave
import dev.wove.processor.Ran

class SeveralItems : Weave<List<String>>() {
    @Do
    fun names(): Sequence<String> {
        Ran.body()
        return sequenceOf("a")
    }

    @Do(each = "names")
    suspend fun greeting(@Item name: String, @Item language: String): String { // error: Mapped task 'greeting' in SeveralItems needs exactly one parameter for the item, but 'name', 'language' are marked with @Item.
        //   Mark the one that gets the item with @Item, and name the others after what they take.
        Ran.body()
        return name + language
    }
}
