package dev.wove.remote.internal.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.wove.remote.internal.frame.Frame;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a coordinator hears. */
final class Recorder implements EventSink {
    final BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();

    @Override
    public void send(Frame frame) {
        heard.add(frame);
    }

    Frame next() throws InterruptedException {
        var frame = heard.poll(30, TimeUnit.SECONDS);
        assertNotNull(frame, "Nothing came");
        return frame;
    }

    <F extends Frame> F next(Class<F> type) throws InterruptedException {
        return assertInstanceOf(type, next());
    }

    /** The next one that is no sign of life. */
    <F extends Frame> F end(Class<F> type) throws InterruptedException {
        Frame frame;
        do {
            frame = next();
        } while (frame instanceof Frame.TaskStarted || frame instanceof Frame.Heartbeat || frame instanceof Frame.Log);
        return assertInstanceOf(type, frame);
    }
}
