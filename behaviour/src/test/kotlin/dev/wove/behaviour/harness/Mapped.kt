package dev.wove.behaviour.harness

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.internal.graph.Mapping.Keeps

/** Declares a task mapped over [items], a list or the [Ref] of a task that makes one, with bodies of the kind of the cell. */
@Suppress("UNCHECKED_CAST")
fun <I, R> Weaving.each(
    name: String,
    items: Any,
    input: Ref<*>? = null,
    policy: Policy = Policy.none(),
    body: suspend Body.(I) -> R,
): Ref<List<R>> {
    val task: Task<*> =
        when (this) {
            is KotlinWeaving -> kotlinEach(name, items, input, policy, body as suspend Body.(Any?) -> Any?)

            is JavaWeaving -> javaEach(name, items, input, policy, body as suspend Body.(Any?) -> Any?)

            is ClassDeclaring -> classEach(
                name,
                items,
                input,
                policy,
                Keeps.VALUES,
                body as suspend Body.(
                    Any?,
                ) -> Any?,
            )

            else -> error("no such face")
        }
    return Ref(task, false)
}

@Suppress("UNCHECKED_CAST")
private fun KotlinWeaving.kotlinEach(
    name: String,
    items: Any,
    input: Ref<*>?,
    policy: Policy,
    body: suspend Body.(Any?) -> Any?,
): Task<*> {
    val inputs: Array<TaskInput> = listOfNotNull(input?.taken).toTypedArray()
    return when (kind) {
        Kind.REMOTE -> {
            remoteEach(name, items, listOfNotNull(input).toTypedArray(), policy, body)
        }

        Kind.SUSPENDING -> {
            if (items is Ref<*>) {
                scope.each(items.task as Task<List<Any?>>, *inputs, name = name, policy = policy) {
                    SuspendingBody(this).body(it)
                }
            } else {
                scope.each(items as List<Any?>, *inputs, name = name, policy = policy) { SuspendingBody(this).body(it) }
            }
        }

        Kind.BLOCKING -> {
            if (items is Ref<*>) {
                scope.eachBlocking(items.task as Task<List<Any?>>, *inputs, name = name, policy = policy) { item ->
                    BlockingBody(KotlinReads(this)).call { body(item) }
                }
            } else {
                scope.eachBlocking(items as List<Any?>, *inputs, name = name, policy = policy) { item ->
                    BlockingBody(KotlinReads(this)).call { body(item) }
                }
            }
        }

        else -> {
            throw NotExpressible(NO_STAGES)
        }
    }
}

@Suppress("UNCHECKED_CAST")
private fun KotlinWeaving.remoteEach(
    name: String,
    items: Any,
    inputs: Array<out Input>,
    policy: Policy,
    body: suspend Body.(Any?) -> Any?,
): Task<*> {
    val id = scope.given(Elsewhere.keep(inputs, most = 2, body))
    val policy = Elsewhere.policy(policy, Sent::of)
    val (a, b) = sent(inputs, 2)
    val source = (items as? Ref<*>)?.task as Task<List<Sent>>?
    val given = (items as? List<*>)?.map(Sent::of).orEmpty()
    return when {
        source != null && blocks -> {
            scope.eachRemote(RemoteBodies::blockingItem, source, id, a, b, name = name, policy = policy)
        }

        source != null -> {
            scope.eachRemote(RemoteBodies::suspendingItem, source, id, a, b, name = name, policy = policy)
        }

        blocks -> {
            scope.eachRemote(RemoteBodies::blockingItem, given, id, a, b, name = name, policy = policy)
        }

        else -> {
            scope.eachRemote(RemoteBodies::suspendingItem, given, id, a, b, name = name, policy = policy)
        }
    }
}

@Suppress("UNCHECKED_CAST")
private fun JavaWeaving.javaEach(
    name: String,
    items: Any,
    input: Ref<*>?,
    policy: Policy,
    body: suspend Body.(Any?) -> Any?,
): Task<*> {
    val w = scope.with(if (kind == Kind.REMOTE) Elsewhere.policy(policy, Sent::of) else policy)
    if (kind == Kind.REMOTE) {
        val inputs = listOfNotNull(input).toTypedArray<Input>()
        val id = Elsewhere.keep(inputs, most = 2, body)
        return if (items is Ref<*>) {
            JavaTasks.remote(w, name, id, items.task as Task<List<Sent>>, sent(inputs, 2))
        } else {
            JavaTasks.remote(w, name, id, (items as List<*>).map(Sent::of), sent(inputs, 2))
        }
    }
    val blocking = { item: Any?, single: Pair<Ref<*>, Any?>? -> BlockingBody(null, null, single).call { body(item) } }
    val stage = { item: Any?, single: Pair<Ref<*>, Any?>? -> StageBody(null, single).call { body(item) } }
    val a = input?.task as Task<Any?>?
    return if (items is Ref<*>) {
        val source = items.task as Task<List<Any?>>
        when {
            kind == Kind.STAGE && a != null -> w.eachAsync<Any?, Any?, Any?>(name, source, a) { i, v ->
                stage(
                    i,
                    input to v,
                )
            }

            kind == Kind.STAGE -> w.eachAsync<Any?, Any?>(name, source) { stage(it, null) }

            a != null -> w.each<Any?, Any?, Any?>(name, source, a) { i, v -> blocking(i, input to v) }

            else -> w.each<Any?, Any?>(name, source) { blocking(it, null) }
        }
    } else {
        val list = items as List<Any?>
        when {
            kind == Kind.STAGE && a != null -> w.eachAsync<Any?, Any?, Any?>(name, list, a) { i, v ->
                stage(
                    i,
                    input to v,
                )
            }

            kind == Kind.STAGE -> w.eachAsync<Any?, Any?>(name, list) { stage(it, null) }

            a != null -> w.each<Any?, Any?, Any?>(name, list, a) { i, v -> blocking(i, input to v) }

            else -> w.each<Any?, Any?>(name, list) { blocking(it, null) }
        }
    }
}

/** Like [each], with an outcome per item. */
@Suppress("UNCHECKED_CAST")
fun <I, R> Weaving.eachSettled(
    name: String,
    items: List<I>,
    policy: Policy = Policy.none(),
    body: suspend Body.(I) -> R,
): Ref<List<Outcome<R>>> {
    val task: Task<*> =
        when (this) {
            is KotlinWeaving -> {
                if (kind != Kind.SUSPENDING) throw NotExpressible("eachSettled in Kotlin has suspending bodies")
                scope.eachSettled(items, name = name, policy = policy) { SuspendingBody(this).body(it) }
            }

            is JavaWeaving -> {
                if (kind != Kind.BLOCKING) throw NotExpressible("eachSettled in Java has blocking bodies")
                scope.with(policy).eachSettled<I, R>(name, items) { item -> BlockingBody(null).call { body(item) } }
            }

            is ClassDeclaring -> {
                classEach(name, items, null, policy, Keeps.OUTCOMES, body as suspend Body.(Any?) -> Any?)
            }

            else -> {
                error("no such face")
            }
        }
    return Ref(task, false)
}

private fun ClassDeclaring.classEach(
    name: String,
    items: Any,
    input: Ref<*>?,
    policy: Policy,
    keeps: Keeps,
    body: suspend Body.(Any?) -> Any?,
): Task<*> {
    mapped(name, items, listOfNotNull(input).toTypedArray(), emptyList(), policy, keeps, body)
    return ref<Any?>(name).task
}

/** The kinds that bodies of items can have. */
val itemKinds: List<Kind> = listOf(Kind.SUSPENDING, Kind.BLOCKING, Kind.STAGE, Kind.REMOTE)

const val ONLY_ITEM_KINDS: String = "the bodies of the items are of the other kinds"
