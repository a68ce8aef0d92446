package dev.wove.remote.internal.worker;

import dev.wove.remote.internal.frame.Frame;

/** The way back to a coordinator. What cannot be sent is dropped: whoever notices that asks again. */
public interface EventSink {
    /** Returns soon, and never throws for what the network does. */
    void send(Frame frame);
}
