package livery.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

  private final CommonPasswords common = new CommonPasswords();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qwertyuiop",
        "QwertyUIOP",
        "1q2w3e4r5t",
        "4815162342",
        "usuckballz1",
        "password123",
        "changeme123",
        "letmein12345",
        "passw0rd123!",
        "!!dragon2024",
        "adminadmin",
        "123123123123",
        "йцукенгшщз",
        "ЙЦУКЕНГШЩЗ",
        "пароль12345",
        "Привіт2024!",
      })
  void what_guessers_try_first_is_common(String password) {
    assertThat(common.contains(password)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "four old green boats",
        "чотири старі зелені човни",
        "8305918273",
        "tR7kXq2mWz9LpA4c",
        "dragon eats lemons",
      })
  void what_a_person_made_up_is_not(String password) {
    assertThat(common.contains(password)).isFalse();
  }

  @Test
  void a_generated_password_passes_the_rules() {
    var passwords = new Passwords();

    for (var i = 0; i < 100; i++) {
      passwords.check("password", passwords.generate(), "anna@example.com");
    }
  }
}
