package dev.wove.examples.remote;

/** A post that there is to be a report of. */
public record Post(int id, String title, String text) {}
