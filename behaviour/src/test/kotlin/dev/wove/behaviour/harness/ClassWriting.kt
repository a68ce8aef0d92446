package dev.wove.behaviour.harness

import dev.wove.Do
import dev.wove.Input
import dev.wove.Item
import dev.wove.OrNull
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Settled
import dev.wove.Weave
import dev.wove.internal.graph.Mapping.Keeps
import dev.wove.internal.graph.TakenInput
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes.AALOAD
import org.objectweb.asm.Opcodes.AASTORE
import org.objectweb.asm.Opcodes.ACC_PUBLIC
import org.objectweb.asm.Opcodes.ALOAD
import org.objectweb.asm.Opcodes.ANEWARRAY
import org.objectweb.asm.Opcodes.ARETURN
import org.objectweb.asm.Opcodes.CHECKCAST
import org.objectweb.asm.Opcodes.DUP
import org.objectweb.asm.Opcodes.GETFIELD
import org.objectweb.asm.Opcodes.INVOKESPECIAL
import org.objectweb.asm.Opcodes.INVOKEVIRTUAL
import org.objectweb.asm.Opcodes.RETURN
import org.objectweb.asm.Opcodes.V17
import org.objectweb.asm.Type
import java.io.InputStream
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation

/** Writes weave classes whose methods call the bodies of tests. */
internal object ClassWriting {
    private const val NAME = "dev/wove/behaviour/harness/Written"
    private val OBJECT = Type.getType(Any::class.java)
    private val BODY = Type.getType(DeclaredMethod::class.java)
    private val CONTINUATION = Type.getType(Continuation::class.java)
    private val BODIES = Type.getType(Array<DeclaredMethod>::class.java)

    fun write(tasks: List<DeclaredMethod>): Weave<Any?> {
        val writer = ClassWriter(ClassWriter.COMPUTE_MAXS)
        writer.visit(V17, ACC_PUBLIC, NAME, null, Type.getInternalName(Weave::class.java), null)
        writer.visitField(ACC_PUBLIC, "bodies", BODIES.descriptor, null, null).visitEnd()
        tasks.indices.forEach {
            writer.visitField(ACC_PUBLIC, "policy$it", Type.getDescriptor(Policy::class.java), null, null).visitEnd()
        }
        constructor(writer)
        tasks.forEachIndexed { index, task -> method(writer, index, task) }
        writer.visitEnd()
        val type = Loader(writer.toByteArray()).loadClass(NAME.replace('/', '.'))
        val weave = type.getConstructor().newInstance()
        type.getField("bodies").set(weave, tasks.toTypedArray())
        tasks.forEachIndexed { index, task -> type.getField("policy$index").set(weave, task.policy) }
        @Suppress("UNCHECKED_CAST")
        return weave as Weave<Any?>
    }

    private class Loader(
        private val bytes: ByteArray,
    ) : ClassLoader(ClassWriting::class.java.classLoader) {
        override fun findClass(name: String): Class<*> {
            if (name != NAME.replace('/', '.')) throw ClassNotFoundException(name)
            return defineClass(name, bytes, 0, bytes.size)
        }

        override fun getResourceAsStream(name: String): InputStream? =
            if (name == "$NAME.class") bytes.inputStream() else super.getResourceAsStream(name)
    }

    private fun constructor(writer: ClassWriter) {
        val code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null)
        code.visitCode()
        code.visitVarInsn(ALOAD, 0)
        code.visitMethodInsn(INVOKESPECIAL, Type.getInternalName(Weave::class.java), "<init>", "()V", false)
        code.visitInsn(RETURN)
        end(code)
    }

    private fun end(code: MethodVisitor) {
        code.visitMaxs(0, 0)
        code.visitEnd()
    }

    private fun method(writer: ClassWriter, index: Int, task: DeclaredMethod) {
        val suspends = task.kind == Kind.SUSPENDING || task.kind == Kind.ITEM
        val parameters =
            task.inputs.map { if (mode(it) == TakenInput.Mode.SETTLED) Type.getType(Outcome::class.java) else OBJECT } +
                (if (task.each == null) listOf() else listOf(OBJECT)) +
                (if (hasOwnItems(task)) listOf(Type.getType(Iterable::class.java)) else listOf()) +
                (if (suspends) listOf(CONTINUATION) else listOf())
        val returned =
            when {
                suspends && task.isSource -> OBJECT
                task.kind == Kind.STAGE -> Type.getType(CompletionStage::class.java)
                task.isSource -> Type.getType(Iterable::class.java)
                else -> OBJECT
            }
        val descriptor = Type.getMethodDescriptor(returned, *parameters.toTypedArray())
        val code = writer.visitMethod(ACC_PUBLIC, task.name, descriptor, signature(task, parameters, returned), null)
        task.inputs.forEach { code.visitParameter(it.ref.name, 0) }
        if (task.each != null) code.visitParameter("item", 0)
        if (hasOwnItems(task)) code.visitParameter(task.each, 0)
        if (suspends) code.visitParameter("continuation", 0)
        annotate(code, index, task)
        code.visitCode()
        code.visitVarInsn(ALOAD, 0)
        code.visitFieldInsn(GETFIELD, NAME, "bodies", BODIES.descriptor)
        code.visitLdcInsn(index)
        code.visitInsn(AALOAD)
        code.visitLdcInsn(task.inputs.size)
        code.visitTypeInsn(ANEWARRAY, OBJECT.internalName)
        task.inputs.indices.forEach {
            code.visitInsn(DUP)
            code.visitLdcInsn(it)
            code.visitVarInsn(ALOAD, it + 1)
            code.visitInsn(AASTORE)
        }
        code.visitVarInsn(ALOAD, if (task.each == null) 0 else task.inputs.size + 1)
        if (suspends) code.visitVarInsn(ALOAD, parameters.size)
        val name = if (suspends) {
            "suspending"
        } else if (task.kind == Kind.STAGE) {
            "stage"
        } else {
            "blocking"
        }
        val types =
            listOf(Type.getType(Array<Any?>::class.java), OBJECT) + if (suspends) listOf(CONTINUATION) else listOf()
        val call = Type.getMethodDescriptor(OBJECT, *types.toTypedArray())
        code.visitMethodInsn(INVOKEVIRTUAL, BODY.internalName, name, call, false)
        if (returned != OBJECT) code.visitTypeInsn(CHECKCAST, returned.internalName)
        code.visitInsn(ARETURN)
        end(code)
    }

    /** What the method makes, where a task is mapped over that. */
    private fun signature(task: DeclaredMethod, parameters: List<Type>, returned: Type): String? {
        if (!task.isSource) return null
        val items = "Ljava/lang/Iterable<Ljava/lang/Object;>;"
        val all = parameters.joinToString("") {
            if (it == CONTINUATION) "Lkotlin/coroutines/Continuation<-$items>;" else it.descriptor
        }
        val made = if (task.kind ==
            Kind.STAGE
        ) {
            "Ljava/util/concurrent/CompletionStage<$items>;"
        } else {
            returned.descriptor
        }
        return "($all)$made"
    }

    private fun hasOwnItems(task: DeclaredMethod) = task.each != null && task.each == "${task.name}Items"

    private fun mode(input: dev.wove.behaviour.harness.Input) = (input.taken as? TakenInput)?.mode

    private fun annotate(code: MethodVisitor, index: Int, task: DeclaredMethod) {
        val options = code.visitAnnotation(Type.getDescriptor(Do::class.java), true)
        if (task.policy != Policy.none()) options.visit("policy", "policy$index")
        task.each?.let { options.visit("each", it) }
        if (task.after.isNotEmpty()) {
            val after = options.visitArray("after")
            task.after.forEach { after.visit(null, it.name) }
            after.visitEnd()
        }
        options.visitEnd()
        if (task.keeps == Keeps.OUTCOMES) mark(code, Settled::class.java)
        task.inputs.forEachIndexed { i, input ->
            when (mode(input)) {
                TakenInput.Mode.SETTLED -> {
                    mark(code, i, Settled::class.java)
                }

                TakenInput.Mode.OR_NULL -> {
                    mark(code, i, OrNull::class.java)
                }

                null -> {}
            }
        }
        if (task.each != null) mark(code, task.inputs.size, Item::class.java)
        if (hasOwnItems(task)) mark(code, task.inputs.size + 1, Input::class.java)
    }

    private fun mark(code: MethodVisitor, type: Class<*>) =
        code.visitAnnotation(Type.getDescriptor(type), true).visitEnd()

    private fun mark(code: MethodVisitor, parameter: Int, type: Class<*>) =
        code.visitParameterAnnotation(parameter, Type.getDescriptor(type), true).visitEnd()
}
