package broken.unknownname

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class UnknownName : Weave<String>() {
    @Do
    suspend fun post(@Input id: Int): Int {
        Ran.body()
        return id
    }

    @Do
    fun author(post: Int, conutry: String): String { // error: Parameter 'conutry' of task 'author' in UnknownName is the name of neither a task nor an input.
        //   Tasks: post, author, page. Inputs: id, country.
        //   Did you mean 'country'?
        Ran.body()
        return "author of $post in $conutry"
    }

    @Do(after = ["author"])
    suspend fun page(@Input country: String): String {
        Ran.body()
        return country
    }
}
