package dev.wove.behaviour.remote

import dev.wove.Do
import dev.wove.Weave

/** In which processes the tasks of a weave have run. */
data class Processes(
    val here: Long,
    val there: Long,
)

class ProcessPage : Weave<Processes>() {
    @Do
    fun here(): Long = ProcessHandle.current().pid()

    @Do(environment = "there")
    fun there(): Long = ProcessHandle.current().pid()

    @Do
    fun processes(here: Long, there: Long): Processes = Processes(here, there)
}
