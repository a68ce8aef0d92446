package dev.wove.examples.remote;

/**
 * What a worker has made of a post.
 *
 * @param process that it was rendered in
 */
public record Report(String text, long process) {}
