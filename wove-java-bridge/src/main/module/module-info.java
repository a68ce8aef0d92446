/** The Java face: blocking calls and {@code CompletableFuture}. */
module dev.wove.java {
    requires transitive dev.wove.core;
    requires org.slf4j;

    exports dev.wove.java;
}
