/** The Kotlin face: {@code weave { }} and its scopes. */
module dev.wove.dsl {
    requires transitive dev.wove.core;
    requires org.slf4j;

    exports dev.wove.dsl;
}
