package dev.wove.internal.reuse;

/**
 * An input of a weave class.
 *
 * @param type of the parameter that declares it
 * @param task the name of the task whose parameter declares it
 */
public record WiredInput(String name, TypeModel type, String task) {}
