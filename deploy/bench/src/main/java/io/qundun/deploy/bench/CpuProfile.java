package io.qundun.deploy.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where this process's threads were while a variant ran, by the JDK's Flight Recorder: samples of
 * threads that were executing Java.
 *
 * @param samples how many there are
 * @param methods by the method that was executing
 * @param ours by the innermost method of Qundun on the stack, whatever it had called
 * @param packages by the package of the method that was executing, its first four parts
 * @param threads by thread, subtask numbers left out
 */
record CpuProfile(
        Variant variant,
        long samples,
        List<Share> methods,
        List<Share> ours,
        List<Share> packages,
        List<Share> threads) {

    private static final String EVENT = "jdk.ExecutionSample";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final String OURS = "io.qundun.";
    private static final int LISTED = 30;
    private static final int PACKAGE_PARTS = 4;

    /** A part of the samples, 0 to 1. */
    record Share(String name, double share) {}

    /** Starts to sample. */
    static Recorder record(Variant variant) {
        Recording recording = new Recording();
        recording.enable(EVENT).withPeriod(PERIOD);
        recording.start();
        return new Recorder(variant, recording);
    }

    /** A recording under way. */
    static final class Recorder implements AutoCloseable {

        private final Variant variant;
        private final Recording recording;

        private Recorder(Variant variant, Recording recording) {
            this.variant = variant;
            this.recording = recording;
        }

        /** Ends it and counts. */
        CpuProfile stop() {
            recording.stop();
            try {
                Path file = Files.createTempFile("qundun-bench", ".jfr");
                try {
                    recording.dump(file);
                    return read(variant, file);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the profile cannot be read", e);
            }
        }

        @Override
        public void close() {
            recording.close();
        }
    }

    private static CpuProfile read(Variant variant, Path file) throws IOException {
        Counts methods = new Counts();
        Counts ours = new Counts();
        Counts packages = new Counts();
        Counts threads = new Counts();
        long samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (!event.getEventType().getName().equals(EVENT)
                        || event.getStackTrace() == null) {
                    continue;
                }
                samples++;
                List<RecordedFrame> stack = event.getStackTrace().getFrames();
                RecordedMethod top = stack.get(0).getMethod();
                methods.add(name(top));
                packages.add(packageOf(top.getType().getName()));
                ours.add(innermostOfOurs(stack));
                RecordedThread thread = event.getThread("sampledThread");
                threads.add(
                        thread == null || thread.getJavaName() == null
                                ? "?"
                                : thread.getJavaName().replaceAll("\\s*\\(\\d+/\\d+\\)#\\d+", ""));
            }
        }
        return new CpuProfile(
                variant,
                samples,
                methods.largest(samples),
                ours.largest(samples),
                packages.largest(samples),
                threads.largest(samples));
    }

    private static String innermostOfOurs(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            if (frame.getMethod().getType().getName().startsWith(OURS)) {
                return name(frame.getMethod());
            }
        }
        return "(none)";
    }

    private static String name(RecordedMethod method) {
        String type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    private static String packageOf(String type) {
        int end = 0;
        for (int part = 0; part < PACKAGE_PARTS; part++) {
            int dot = type.indexOf('.', end + 1);
            if (dot < 0) {
                break;
            }
            end = dot;
        }
        return end == 0 ? type : type.substring(0, end);
    }

    private static final class Counts {

        private final Map<String, Long> byName = new HashMap<>();

        void add(String name) {
            byName.merge(name, 1L, Long::sum);
        }

        List<Share> largest(long samples) {
            List<Share> shares = new ArrayList<>();
            byName.forEach((name, n) -> shares.add(new Share(name, n / (double) samples)));
            shares.sort(Comparator.comparingDouble(Share::share).reversed());
            return List.copyOf(shares.subList(0, Math.min(LISTED, shares.size())));
        }
    }
}
