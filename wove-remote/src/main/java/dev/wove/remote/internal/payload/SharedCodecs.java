package dev.wove.remote.internal.payload;

import dev.wove.codec.CodecSource;
import dev.wove.codec.Codecs;
import java.util.ServiceLoader;

/** The codecs of this process: those of the {@link CodecSource} that is registered as a service, else the standard ones. */
public final class SharedCodecs {
    private static final Codecs CODECS = ServiceLoader.load(CodecSource.class, SharedCodecs.class.getClassLoader())
            .findFirst()
            .map(CodecSource::codecs)
            .orElse(Codecs.standard());

    private SharedCodecs() {}

    public static Codecs get() {
        return CODECS;
    }
}
