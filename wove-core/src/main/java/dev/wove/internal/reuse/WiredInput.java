package dev.wove.internal.reuse;

/**
 * An input of a weave class.
 *
 * @param type of the parameter that declares it
 * @param task the name of the task whose parameter declares it
 * @param takesNull whether that parameter can be null
 */
public record WiredInput(String name, TypeModel type, String task, boolean takesNull) {}
