/** Given and family names that go together. Who they make up is a coincidence where somebody is called so. */
export interface Culture {
  readonly given: readonly string[]
  readonly family: readonly string[]
}

export const CULTURES: readonly Culture[] = [
  { given: ['Harriet', 'Callum', 'Imogen', 'Rhys', 'Beth', 'Alasdair', 'Maeve', 'Gareth'], family: ['Thistlewood', 'Penhale', 'Arkwright', 'Lockyer', 'Brannigan', 'Tarrant', 'Hollis', 'Wexcombe'] },
  { given: ['Marisol', 'Dwayne', 'Tessa', 'Curtis', 'Leah', 'Brandon', 'Simone', 'Wyatt'], family: ['Okpara-Reyes', 'Lindgren', 'Castellow', 'Beaumont', 'Whitlock', 'Delacroix', 'Sorensen', 'Yazzie'] },
  { given: ['Annika', 'Jörg', 'Friederike', 'Thorben', 'Käthe', 'Matthias', 'Svenja', 'Ruprecht'], family: ['Brömmel', 'Kirchhoff', 'Lütjens', 'Wiesner', 'Oberkofler', 'Stahlmann', 'Haberland', 'Grüneberg'] },
  { given: ['Océane', 'Thibault', 'Maëlle', 'Étienne', 'Solène', 'Gaël', 'Noémie', 'Rémi'], family: ['Vauquelin', 'Cazenave', 'Le Goff', 'Desrosiers', 'Marchandeau', 'Bourdin', 'Fontenay', 'Quéré'] },
  { given: ['Lucía', 'Íñigo', 'Ximena', 'Joaquín', 'Rocío', 'Álvaro', 'Itziar', 'Esteban'], family: ['Echeverría', 'Montalbán', 'Quiroga', 'Peñalver', 'Sarmiento', 'Ibáñez', 'Arriaga', 'Villaseñor'] },
  { given: ['Chiara', 'Davide', 'Ilaria', 'Fabrizio', 'Ginevra', 'Matteo', 'Serena', 'Umberto'], family: ['Bellandi', 'Colasanti', 'Zanetti', 'Marchesini', 'Orsatti', 'Pellegrin', 'Frassinelli', 'Tedesco'] },
  { given: ['Łukasz', 'Agnieszka', 'Wojciech', 'Małgorzata', 'Bartosz', 'Zofia', 'Grzegorz', 'Kinga'], family: ['Wiśniowski', 'Jaworek', 'Dębicka', 'Małachowicz', 'Sobolewicz', 'Kępa', 'Zieleniec', 'Brzozowa'] },
  { given: ['Søren', 'Ingrid', 'Håkon', 'Astrid', 'Linnéa', 'Mikkel', 'Åse', 'Tuomas'], family: ['Bjerregård', 'Lindqvist-Holm', 'Sæther', 'Korhola', 'Nordahl', 'Østergård', 'Engström', 'Mäkitalo'] },
  { given: ['Elif', 'Kerem', 'Zeynep', 'Orhan', 'Defne', 'Barış', 'Şirin', 'Tolga'], family: ['Karadeniz', 'Yıldırım', 'Çelikel', 'Aksoylu', 'Güngör', 'Öztaş', 'Demirbağ', 'Sönmezer'] },
  { given: ['Layla', 'Khaled', 'Noura', 'Samir', 'Yasmin', 'Tarek', 'Rania', 'Idris'], family: ['Al-Masri', 'Haddadin', 'Ben Youssef', 'Qasimi', 'El-Khatib', 'Mansouri', 'Bouzid', 'Shaheen'] },
  { given: ['Folasade', 'Chidi', 'Adaeze', 'Babatunde', 'Ngozi', 'Emeka', 'Yetunde', 'Kelechi'], family: ['Adeyemo', 'Okonjo', 'Balogun', 'Nwachukwu', 'Ogunbanjo', 'Eze', 'Afolayan', 'Uzoma'] },
  { given: ['Akosua', 'Kwabena', 'Wanjiru', 'Kamau', 'Thandiwe', 'Sipho', 'Makena', 'Kofi'], family: ['Asantewaa', 'Boakye', 'Njoroge', 'Mutua', 'Dlamini', 'Nkosi', 'Wekesa', 'Ofori'] },
  { given: ['Priya', 'Arjun', 'Kavitha', 'Nikhil', 'Meera', 'Rohan', 'Lakshmi', 'Aditya'], family: ['Raghunathan', 'Deshpande', 'Chatterji', 'Iyengar', 'Kulkarni', 'Bhandari', 'Srinivas', 'Malhotra'] },
  { given: ['Xiulan', 'Haoran', 'Meiling', 'Zhiwei', 'Yuxi', 'Jianing', 'Lihua', 'Bowen'], family: ['Ouyang', 'Fang', 'Qiu', 'Zhuang', 'Shen', 'Tang', 'Xue', 'Meng'] },
  { given: ['Haruka', 'Daichi', 'Yūko', 'Shōta', 'Ayumi', 'Ren', 'Chiharu', 'Takumi'], family: ['Morikawa', 'Hoshino', 'Aramaki', 'Ōtsuka', 'Kagawa', 'Shirahama', 'Nagaoka', 'Tsukada'] },
  { given: ['Seo-yeon', 'Min-jun', 'Ha-eun', 'Ji-ho', 'Thu Hà', 'Quang Minh', 'Mai Anh', 'Bảo'], family: ['Baek', 'Hwangbo', 'Seong', 'Nam', 'Đặng', 'Trịnh', 'Lương', 'Phạm'] },
  { given: ['Thaís', 'Rogério', 'Luana', 'Caio', 'Beatriz', 'Otávio', 'Inês', 'Nuno'], family: ['Cavalcanti', 'Figueiredo', 'Sampaio', 'Vasconcelos', 'Brandão', 'Queirós', 'Magalhães', 'Noronha'] },
  { given: ['Oksana', 'Taras', 'Daryna', 'Bohdan', 'Eleni', 'Nikos', 'Ioana', 'Vlad'], family: ['Kovalchuk', 'Hrytsenko', 'Marchenko', 'Lysenko', 'Papadimos', 'Stavrou', 'Dumitrescu', 'Munteanu'] },
  { given: ['Noa', 'Eitan', 'Tamar', 'Yonatan', 'Parisa', 'Dariush', 'Anahit', 'Levon'], family: ['Ben-Ami', 'Shalev', 'Peretz', 'Golani', 'Farahani', 'Rostami', 'Hakobyan', 'Manukyan'] },
  { given: ['Femke', 'Joris', 'Lotte', 'Sander', 'Maaike', 'Bram', 'Réka', 'Gergő'], family: ['van der Veen', 'Hoekstra', 'de Wilde', 'Brouwer', 'Terpstra', 'Verhaegen', 'Szabados', 'Kővári'] }
]
