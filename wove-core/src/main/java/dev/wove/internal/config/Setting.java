package dev.wove.internal.config;

/** A value, and where it is from. */
public record Setting(Object value, String origin) {}
