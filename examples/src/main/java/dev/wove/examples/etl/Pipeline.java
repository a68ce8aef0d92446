package dev.wove.examples.etl;

import java.util.function.Function;

/** The pipeline in one language, in three forms. Each says what it made of the records. */
public record Pipeline(
        String language,
        Function<Records, String> plain,
        Function<Records, String> ordered,
        Function<Records, String> tolerant) {

    static final Pipeline KOTLIN = new Pipeline(
            "Kotlin", EtlPipelineInKotlin::plain, EtlPipelineInKotlin::ordered, EtlPipelineInKotlin::tolerant);

    static final Pipeline JAVA =
            new Pipeline("Java", EtlPipelineInJava::plain, EtlPipelineInJava::ordered, EtlPipelineInJava::tolerant);
}
