/** Values as JSON and back, by the types that methods declare. */
module dev.wove.codec {
    requires com.fasterxml.jackson.annotation;
    requires tools.jackson.databind;
    requires static tools.jackson.module.kotlin;
    requires static transitive org.jspecify;

    exports dev.wove.codec;
}
