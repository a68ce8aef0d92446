package dev.wove.internal.config;

import dev.wove.OnFailure;
import dev.wove.WeaveOptions;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An option of weaves as a setting. */
record WeaveOption<T>(
        WeaveWord word,
        Function<WeaveOptions, @Nullable T> read,
        BiFunction<WeaveOptions.Builder, T, WeaveOptions.Builder> set) {

    static final List<WeaveOption<?>> ALL = List.of(
            new WeaveOption<>(WeaveWord.WORKERS, WeaveOptions::workers, WeaveOptions.Builder::workers),
            new WeaveOption<>(WeaveWord.MAX_BLOCKING, WeaveOptions::maxBlocking, WeaveOptions.Builder::maxBlocking),
            new WeaveOption<>(WeaveWord.TIMEOUT, WeaveOptions::timeout, WeaveOptions.Builder::timeout),
            new WeaveOption<>(WeaveWord.ON_FAILURE, WeaveOption::onFailure, WeaveOptions.Builder::onFailure),
            new WeaveOption<>(
                    WeaveWord.SHOW_VALUES,
                    options -> options.showsValues() ? true : null,
                    (options, shows) -> shows ? options.showValues() : options),
            new WeaveOption<>(
                    WeaveWord.TRACE,
                    options -> options.traces() ? true : null,
                    (options, traces) -> traces ? options.trace() : options),
            new WeaveOption<>(WeaveWord.STALL_AFTER, WeaveOptions::stallAfter, WeaveOptions.Builder::stallAfter),
            new WeaveOption<>(WeaveWord.ENVIRONMENT, WeaveOptions::environment, WeaveOptions.Builder::environment),
            new WeaveOption<List<WeaveListener>>(
                    WeaveWord.LISTENERS, options -> given(options.listeners()), each(WeaveOptions.Builder::listener)),
            new WeaveOption<List<WeaveObserver>>(
                    WeaveWord.OBSERVERS, options -> given(options.observers()), each(WeaveOptions.Builder::observer)));

    /** What is given; options tell the default of this one where nothing is. */
    private static @Nullable OnFailure onFailure(WeaveOptions options) {
        if (options.onFailure() != OnFailure.CANCEL) {
            return options.onFailure();
        }
        var over = WeaveOptions.onFailure(OnFailure.CONTINUE).with(options).onFailure();
        return over == OnFailure.CANCEL ? over : null;
    }

    private static <T> @Nullable List<T> given(List<T> all) {
        return all.isEmpty() ? null : all;
    }

    private static <T> BiFunction<WeaveOptions.Builder, List<T>, WeaveOptions.Builder> each(
            BiFunction<WeaveOptions.Builder, T, WeaveOptions.Builder> add) {
        return (options, several) -> {
            var all = options;
            for (var one : several) {
                all = add.apply(all, one);
            }
            return all;
        };
    }

    /** Puts what {@code options} give under {@code section}. */
    static void put(Settings.Changes changes, String section, WeaveOptions options, String origin) {
        for (var option : ALL) {
            var value = option.read.apply(options);
            if (value != null) {
                changes.put(section + option.word.text, new Setting(value, origin));
            }
        }
    }

    /** The options that {@code settings} have under {@code section}. */
    static WeaveOptions.Builder options(Settings settings, String section) {
        var options = WeaveOptions.none();
        for (var option : ALL) {
            options = option.setIn(options, settings.value(section + option.word.text));
        }
        return options;
    }

    @SuppressWarnings("unchecked")
    private WeaveOptions.Builder setIn(WeaveOptions.Builder options, @Nullable Object value) {
        return value == null ? options : set.apply(options, (T) value);
    }
}
