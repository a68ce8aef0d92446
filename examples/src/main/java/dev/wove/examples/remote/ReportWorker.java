package dev.wove.examples.remote;

import static dev.wove.remote.HttpDoor.http;
import static dev.wove.remote.Secret.env;

import dev.wove.remote.WoveWorker;
import java.io.IOException;
import java.nio.file.Path;

/** The worker's process: {@code FILE stdio}, or {@code FILE http PORT}. */
public final class ReportWorker {
    /** The variable that holds the secret of the door. */
    static final String KEY = "REPORTS_KEY";

    /** What the process prints before its port once the door is open. */
    static final String LISTENS = "Listens on ";

    private ReportWorker() {}

    public static void main(String[] args) throws Exception {
        var reports = new HeldReports(new PlainReports(), Path.of(args[0]));
        if (args[1].equals("stdio")) {
            WoveWorker.stdio().serve(Reports.class, reports).start().awaitShutdown();
        } else {
            overHttp(Integer.parseInt(args[2]), reports);
        }
    }

    private static void overHttp(int port, Reports reports) throws IOException {
        var door = http(port).secret(env(KEY));
        var worker =
                WoveWorker.create().serve(Reports.class, reports).door(door).start();
        System.out.println(LISTENS + door.port());
        while (System.in.read() >= 0) {} // until who started this process has ended
        worker.close();
    }
}
