package io.qundun.deploy.traffic;

import java.util.PriorityQueue;

/** What is to come, in the order of its time. For one thread. */
final class Agenda {

    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private long plans;

    /** What happens is decided when its time comes. */
    @FunctionalInterface
    interface Step {
        TrafficEvent take(long at);
    }

    private record Planned(long at, long order, Step step) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Plans something for a time, epoch milliseconds; what has the same time keeps its order. */
    void plan(long at, Step step) {
        planned.add(new Planned(at, plans++, step));
    }

    /** Whether something is due by then. */
    boolean isDue(double time) {
        return !planned.isEmpty() && planned.peek().at() <= time;
    }

    /** The next, at its time, or now if that is over. */
    TrafficEvent next(long now) {
        Planned first = planned.poll();
        return first.step().take(Math.max(now, first.at()));
    }
}
