package broken.sequenceelsewhere

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

class SequenceElsewhere : Weave<Int>() {
    @Do
    fun words(): Sequence<String> {
        Ran.body()
        return emptySequence()
    }

    @Do(environment = "there")
    suspend fun count(words: Sequence<String>): Int { // error: broken.sequenceelsewhere.SequenceElsewhere.count cannot run elsewhere: it takes a kotlin.sequences.Sequence<java.lang.String>, which cannot leave a process.
        //   Use data: lists, records, data classes.
        Ran.body()
        return words.count()
    }
}
