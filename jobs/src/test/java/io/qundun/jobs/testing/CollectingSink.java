package io.qundun.jobs.testing;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what a job writes where a test in the same JVM can see it. */
public final class CollectingSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentHashMap<String, List<Object>> WRITTEN =
            new ConcurrentHashMap<>();

    private final String name;

    /** Under a name of its own. */
    public CollectingSink(String name) {
        this.name = name;
        WRITTEN.put(name, new CopyOnWriteArrayList<>());
    }

    /** What was written up to now. */
    @SuppressWarnings("unchecked")
    public List<T> written() {
        return (List<T>) WRITTEN.get(name);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context context) {
                WRITTEN.get(name).add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
