package io.qundun.jobs.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.credit.state.CreditStatus;
import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.jobs.credit.state.StoredVerdict;
import io.qundun.jobs.credit.state.UserActivity;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.verdict.Breach;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a savepoint of this job holds is a POJO through and through. */
class CreditStateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Breach.class,
                CreditOutput.class,
                CreditStatus.class,
                Decision.class,
                JudgedMessage.class,
                LedgerInput.class,
                LedgerMessage.class,
                ReleasedTables.class,
                StoredVerdict.class,
                UserActivity.class
            })
    void isSerializedAsPojoWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        TypeInformation<?> information = TypeInformation.of(type);
        assertThat(information).isInstanceOf(PojoTypeInfo.class);
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        assertThat(information.createSerializer(config)).isNotNull();
    }
}
