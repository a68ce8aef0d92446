package broken.duplicateinput

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class DuplicateInput : Weave<String>() {
    @Do
    suspend fun post(@Input id: Int): Int {
        Ran.body()
        return id
    }

    @Do
    suspend fun page(post: Int, @Input("id") key: Int): String { // error: Input 'id' of DuplicateInput is declared twice, by the tasks 'post' and 'page'.
        //   Drop one @Input: any parameter of that name reads the same input.
        Ran.body()
        return "page $post $key"
    }
}
