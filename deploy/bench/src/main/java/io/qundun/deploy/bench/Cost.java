package io.qundun.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a run used, which says more than its duration on a machine that is not quiet.
 *
 * @param cpuSeconds of this process, all threads
 * @param kafkaCpuSeconds of the broker
 * @param gcSeconds in which this process stood still or worked for the garbage collector
 * @param loadAverage of the machine over the last minute, at the end; negative when unknown
 */
record Cost(double cpuSeconds, double kafkaCpuSeconds, double gcSeconds, double loadAverage) {

    /** Everything used so far since the processes began. */
    static Cost soFar(long kafkaPid) {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double kafka =
                ProcessHandle.of(kafkaPid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis();
        long collecting = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collecting += Math.max(0, collector.getCollectionTime());
        }
        return new Cost(
                system.getProcessCpuTime() / 1e9,
                kafka / 1e3,
                collecting / 1e3,
                system.getSystemLoadAverage());
    }

    /** What was used between that moment and this one. */
    Cost since(Cost before) {
        return new Cost(
                cpuSeconds - before.cpuSeconds,
                kafkaCpuSeconds - before.kafkaCpuSeconds,
                gcSeconds - before.gcSeconds,
                loadAverage);
    }
}
