package dev.wove.java;

/** Changes one run of a {@link dev.wove.Weave} class: overrides its tasks and adds others. */
@FunctionalInterface
public interface ClassWeaveBlock {
    void declare(ClassWeaveScope w) throws Exception;
}
