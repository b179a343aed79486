package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on 127.0.0.1. */
public final class Ports {

    // Below the range that systems take outgoing connections' ports from (32768 on Linux, 49152
    // elsewhere): while a server is down nobody else is given its port, and a client that keeps
    // knocking cannot be connected to itself.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new QundunException(
                "found no free port between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    /**
     * The port to listen on.
     *
     * @param asked the port asked for, 0 for any
     * @param server who wants it, for the message
     * @throws QundunException when it is taken
     */
    public static int choose(int asked, String server) {
        if (asked == 0) {
            return free();
        }
        if (!isFree(asked)) {
            throw new QundunException(
                    "port "
                            + asked
                            + " is taken, so "
                            + server
                            + " cannot listen on 127.0.0.1:"
                            + asked
                            + ": end what uses it, or ask for another port (0 finds a free one)");
        }
        return asked;
    }

    /** Whether somebody listens. Other than {@link #isFree} it never stands in a server's way. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Without it a port whose last connections linger in TIME_WAIT would seem taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
