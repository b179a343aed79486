package io.qundun.deploy.e2e;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A small pack with tables of credit and measures: three removed messages mute their sender. */
final class RollingPack {

    private RollingPack() {}

    static Map<String, String> of(long version, String term, Duration mute) {
        Map<String, String> pack = new HashMap<>(ModerationStack.pack(version, term));
        pack.merge("policy.yaml", tables(mute), String::concat);
        return pack;
    }

    private static String tables(Duration mute) {
        return """
        credit:
          start: 100
          recovery: 1
          rise: 7
          horizon: 30
          points:
            - {severity: 1, member: 4, manager: 6, creator: 6, expires: 30}
            - {severity: 2, member: 5, manager: 6, creator: 6, expires: 90}
            - {severity: 3, member: 25, manager: 38, creator: 38, expires: 180}
          repetition:
            within: 30
            steps:
              - {from: 1, percent: 100}
          levels:
            - {level: 1, score: 0, activeDays: 0, postRate: 3, links: false, mayCreate: false, mayManage: false}
            - {level: 2, score: 30, activeDays: 0, postRate: 10, links: false, mayCreate: false, mayManage: true}
            - {level: 3, score: 60, activeDays: 0, postRate: 30, links: true, mayCreate: true, mayManage: true}
            - {level: 4, score: 80, activeDays: 30, postRate: 60, links: true, mayCreate: true, mayManage: true}
            - {level: 5, score: 95, activeDays: 90, links: true, mayCreate: true, mayManage: true}
        measures:
          - id: repeated-violations
            measure: mute
            clause: provisions-2017/11.2
            when: {violations: 3, within: 10m, severity: 2}
            for: %ds
            reason:
              zh: 短时间内多次违规
              en: several violations in a short time
        """
                .formatted(mute.toSeconds());
    }
}
