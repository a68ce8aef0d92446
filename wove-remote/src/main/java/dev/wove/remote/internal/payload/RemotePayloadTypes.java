package dev.wove.remote.internal.payload;

import dev.wove.environment.PayloadTypes;
import java.lang.reflect.Type;

/** The types that the codecs of this process know. */
public final class RemotePayloadTypes implements PayloadTypes {
    @Override
    public void check(Type declared) {
        if (declared != void.class) {
            SharedCodecs.get().of(declared);
        }
    }
}
