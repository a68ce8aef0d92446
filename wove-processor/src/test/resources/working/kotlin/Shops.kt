package working

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran
import kotlinx.coroutines.yield

@JvmInline
value class UserId(
    val id: String,
)

interface Greets<T> {
    @Do
    suspend fun zGreeting(user: T): String {
        Ran.body()
        yield()
        return "hello $user"
    }
}

/** Nothing here that Java cannot name. */
internal open class Shop(
    private val suffix: String,
) : Weave<String>(),
    Greets<String> {
    constructor() : this("!")

    @Do
    internal fun user(
        @Input name: String,
        @Input `in`: Int = 7,
    ): String {
        Ran.body()
        return name + `in` + suffix
    }

    @Do(each = "user names")
    open suspend fun length(word: String): Int? {
        Ran.body()
        yield()
        return word.length
    }

    @Do
    suspend fun `user names`(user: String): List<String> {
        Ran.body()
        return listOf(user)
    }

    @Do
    protected open fun all(zGreeting: String, length: List<Int?>): String {
        Ran.body()
        return "$zGreeting, $length"
    }

    private class Hidden : Weave<String>() {
        @Do
        suspend fun one(@Input name: String): String {
            Ran.body()
            return name
        }
    }
}

class ShopWithIds : Weave<String>() {
    @Do
    fun zId(@Input name: String): UserId {
        Ran.body()
        return UserId(name)
    }

    @Do
    internal suspend fun yLength(zId: UserId): Int {
        Ran.body()
        yield()
        return zId.id.length
    }

    @Do
    fun all(yLength: Int, zId: UserId): String {
        Ran.body()
        return "$yLength $zId"
    }
}
