package io.qundun.jobs.moderation.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.RecordTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

/** Everything that a savepoint holds is a POJO through and through; what only travels is not. */
class StateTypesTest {

    /** In no state: their format is that of the running job alone. */
    private static final List<Class<?>> TRAVELLERS = List.of(KeyedInput.class, RawRecord.class);

    @Test
    void whatTravelsHasASerializerOfItsOwn() {
        for (Class<?> type : TRAVELLERS) {
            assertThat(TypeInformation.of(type)).isInstanceOf(RecordTypeInfo.class);
        }
    }

    @Test
    void areSerializedAsPojosWithoutKryo() throws Exception {
        List<Class<?>> types = stateTypes();
        assertThat(types)
                .contains(
                        Candidate.class,
                        HeldMessage.class,
                        Membership.class,
                        MessageReference.class,
                        PolicyBundle.class,
                        RecentActivity.class,
                        RefusedMessage.class,
                        SenderState.class,
                        VerdictOutput.class);
        for (Class<?> type : types) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
            TypeInformation<?> information = TypeInformation.of(type);
            assertThat(information).isInstanceOf(PojoTypeInfo.class);
            assertNothingGeneric(type.getSimpleName(), information);
            SerializerConfigImpl config = new SerializerConfigImpl();
            config.setGenericTypes(false);
            assertThat(information.createSerializer(config)).isNotNull();
        }
    }

    private static List<Class<?>> stateTypes() {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass each :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.qundun.jobs.moderation.state")) {
            if (each.isTopLevelClass()
                    && each.getModifiers().contains(JavaModifier.PUBLIC)
                    && !each.isInterface()
                    && !each.isEnum()) {
                types.add(each.reflect());
            }
        }
        types.removeAll(TRAVELLERS);
        return types;
    }

    private static void assertNothingGeneric(String path, TypeInformation<?> type) {
        assertThat(type).as(path).isNotInstanceOf(GenericTypeInfo.class);
        if (type instanceof PojoTypeInfo<?> pojo) {
            for (int i = 0; i < pojo.getArity(); i++) {
                String field = path + "." + pojo.getPojoFieldAt(i).getField().getName();
                assertNothingGeneric(field, pojo.getTypeAt(i));
            }
        } else {
            type.getGenericParameters()
                    .forEach((name, part) -> assertNothingGeneric(path + "<" + name + ">", part));
        }
    }
}
