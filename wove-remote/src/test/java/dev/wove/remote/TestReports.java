package dev.wove.remote;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Bodies that tell when they begin and end, and wait for a gate. */
public class TestReports implements Reports {
    public final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    public final CountDownLatch gate = new CountDownLatch(1);
    public final CountDownLatch stubborn = new CountDownLatch(1);

    @Override
    public Report render(Post post) {
        said.add("render " + post.id());
        return new Report(post.title() + " " + post.tags(), post.tags().size());
    }

    @Override
    public Map<String, List<Integer>> outline(Post post, @Nullable String locale) throws NotFoundException {
        if (locale == null) {
            throw new NotFoundException("no locale", null);
        }
        return Map.of(locale, List.of(post.id()));
    }

    @Override
    public int fail(String how) throws IOException, NotFoundException {
        switch (how) {
            case "declared" -> throw new NotFoundException("post 7", new IllegalStateException("index gone"));
            case "narrower" -> throw new FileNotFoundException("a.txt");
            case "undeclared" -> throw new IllegalArgumentException("bad post", new IOException("disk"));
            case "error" -> throw new StackOverflowError();
            default -> throw new RuntimeException();
        }
    }

    @Override
    public String wait(String name) throws InterruptedException {
        said.add("began " + name);
        try {
            if (name.startsWith("stubborn")) {
                awaitStubbornly();
            }
            gate.await();
            said.add("ended " + name);
            return name;
        } catch (InterruptedException e) {
            said.add("interrupted " + name);
            throw e;
        }
    }

    private void awaitStubbornly() {
        while (true) {
            try {
                stubborn.await();
                return;
            } catch (InterruptedException e) {
                said.add("ignored");
            }
        }
    }

    @Override
    public void drop(int id) {
        said.add("dropped " + id);
    }

    @Override
    public String large(int size) {
        return "x".repeat(size);
    }

    @Override
    public long print(String text) {
        System.out.println(text);
        System.out.flush();
        return ProcessHandle.current().pid();
    }
}
